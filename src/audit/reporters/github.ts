import { isAbsolute, join, relative } from 'node:path';
import { posixPath } from '../../foundation/files.js';
import { type Finding, type Severity, severities } from '../../foundation/finding.js';
import type { AuditResult } from '../types.js';
import { groupByRule, type RuleGroup } from './groups.js';
import { batched, type Reporter } from './reporter.js';
import { wordFinding } from './wording-of-finding.js';

const command: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' };

/** GitHub shows ten annotations of each kind for one step and drops the rest. */
const shownPerSeverity = 10;

/**
 * Workflow commands that GitHub Actions turns into annotations on the files, named from the workspace. Rules take
 * turns, so that a frequent rule does not hide a rare one; a last notice says how many are not shown.
 */
export const github: Reporter = (result, { say, all, workspace = process.cwd() }) =>
  batched(
    (function* () {
      const groups = groupByRule(result.findings);
      const chosen = all ? result.findings : inTurns(groups);
      const left = result.findings.length - chosen.length;
      for (const finding of chosen) {
        const worded = wordFinding(finding, say);
        const message = [worded.message, ...worded.consequences.map(({ where, text }) => `${where}: ${text}`)];
        if (worded.fix !== undefined) message.push(worded.fix);
        const properties = {
          ...place(finding, result, workspace),
          title: `Keel ${finding.code}: ${worded.title}`,
        };
        yield `::${command[finding.severity]} ${escapeProperties(properties)}::${escapeMessage(message.join('\n'))}\n`;
      }
      if (left > 0) yield `::notice title=Keel::${escapeMessage(say('report.github.more', { count: left }))}\n`;
    })(),
  );

/** A few findings of every severity, one of each rule in turn. */
function inTurns(groups: readonly RuleGroup[]): Finding[] {
  return severities.flatMap((severity) => {
    const lists = groups.map(({ findings }) => findings.filter((finding) => finding.severity === severity));
    // The notice about the rest takes one of the ten places.
    const limit = severity === 'info' ? shownPerSeverity - 1 : shownPerSeverity;
    const chosen: Finding[] = [];
    for (let turn = 0; chosen.length < limit && lists.some((list) => list.length > turn); turn++) {
      chosen.push(...lists.flatMap((list) => list.slice(turn, turn + 1)));
    }
    return chosen.slice(0, limit);
  });
}

function place(finding: Finding, { dataset }: AuditResult, workspace: string): Record<string, string> {
  if (finding.file === '.' || finding.file === '') return {};
  const path = join(dataset.root, finding.file);
  const fromWorkspace = relative(workspace, path);
  const outside = fromWorkspace.startsWith('..') || isAbsolute(fromWorkspace);
  return {
    file: posixPath(outside ? path : fromWorkspace),
    ...(finding.line !== undefined && { line: String(finding.line) }),
  };
}

function escapeProperties(properties: Record<string, string>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${escapeMessage(value).replaceAll(':', '%3A').replaceAll(',', '%2C')}`)
    .join(',');
}

function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
