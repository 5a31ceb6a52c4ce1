import picocolors from 'picocolors';
import type { ReportContext, Reporter } from '../src/audit/reporters/index.js';
import type { AuditResult } from '../src/audit/types.js';
import { type Language, speaker } from '../src/foundation/wording/index.js';

/** A context without colour, on one thread. */
export function context(language: Language, more: Partial<ReportContext> = {}): ReportContext {
  return { say: speaker(language), colour: picocolors.createColors(false), width: 100, jobs: 1, ...more };
}

/** The whole text of a report. */
export async function textOf(reporter: Reporter, result: AuditResult, given = context('en')): Promise<string> {
  let text = '';
  for await (const piece of reporter(result, given)) text += piece;
  return text;
}
