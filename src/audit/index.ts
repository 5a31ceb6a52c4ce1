/** Audit of oriented-box datasets: rules, what their findings do to training, repair with undo, reports. */

export type { Consequence, Finding, Fix, FixAction, Severity } from '../foundation/finding.js';
export { type AuditOptions, auditDataset } from './audit.js';
export { type AuditConfiguration, loadAuditConfiguration } from './configuration.js';
export { drawFinding, writeFindingPictures } from './pictures/index.js';
export { type Journal, type JournalChange, journalName, readJournal } from './repair/journal.js';
export type { RepairPolicy } from './repair/plan.js';
export { type RepairOptions, type RepairResult, repairDataset } from './repair/repair.js';
export { type PlannedAction, summarisePlan } from './repair/summary.js';
export { type UndoResult, undoRepairs } from './repair/undo.js';
export {
  printReport,
  type ReportContext,
  type Reporter,
  type ReporterName,
  reporterNames,
  reporters,
  writeReport,
} from './reporters/index.js';
export { rules } from './rules/index.js';
export { activeRules, findRule, type RuleSetting, type RuleSettings } from './settings.js';
export * from './types.js';
