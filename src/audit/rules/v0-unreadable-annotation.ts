import type { FormatId, ReadProblem, ReadProblemReason } from '../../datasets/types.js';
import type { Finding, FindingValue, Severity } from '../../foundation/finding.js';
import { defineRule, noOptions } from './define.js';

type Reason = Exclude<ReadProblemReason, 'empty-file' | 'header-line'>;

const severities: Readonly<Record<Reason, Severity>> = {
  'file-unreadable': 'error',
  'file-too-large': 'error',
  'not-text': 'error',
  'bad-encoding': 'error',
  'line-too-long': 'error',
  'too-few-fields': 'error',
  'too-many-fields': 'error',
  'bad-number': 'error',
  'missing-difficulty': 'warning',
  'bad-difficulty': 'error',
  'xml-malformed': 'error',
  'xml-forbidden': 'error',
  'missing-tag': 'error',
  'json-malformed': 'error',
  'wrong-root': 'error',
  'dangling-reference': 'error',
  'unsupported-shape': 'warning',
  'corners-reduced': 'info',
  'bad-class-id': 'error',
  'image-size-unknown': 'warning',
  'too-many-problems': 'warning',
};

/** No problem (many tools write empty files for images without objects), and V12's. */
const notReported: ReadonlySet<ReadProblemReason> = new Set(['empty-file', 'header-line']);

/** Reasons that are the whole dataset's habit rather than one line's slip: they get one finding with a count. */
const counted: ReadonlySet<ReadProblemReason> = new Set([
  'missing-difficulty',
  'corners-reduced',
  'image-size-unknown',
] satisfies Reason[]);

/** Reasons after which nobody can say where the object ends, so that it cannot be dropped either. */
const endless: ReadonlySet<ReadProblemReason> = new Set([
  'xml-malformed',
  'xml-forbidden',
  'json-malformed',
] satisfies Reason[]);

interface Tally {
  count: number;
  readonly file: string;
  readonly line: number;
  readonly values: Finding['values'];
}

/**
 * What cannot be read as an annotation, or had to be guessed. MMRotate's loaders stop at most of it (A11, A14): both
 * generations with an IndexError at a line without difficulty, with a ValueError at a number or difficulty that is none.
 */
export const unreadableAnnotation = defineRule({
  code: 'V0',
  name: 'unreadable-annotation',
  reasons: severities,
  catalogue: ['A11', 'A14', 'S0'],
  options: noOptions,
  checkImage({ dataset, annotations: { problems } }, _options, report) {
    for (const problem of problems) {
      const { reason, line, object } = problem;
      if (!isReported(reason) || counted.has(reason)) continue;
      report({
        reason,
        problem,
        severity: severityOf(reason, dataset.format),
        line,
        ...(object !== undefined && !endless.has(reason) && { objectIndex: object }),
        values: valuesOf(problem),
      });
    }
  },
  dataset: {
    start: (): Map<Reason, Tally> => new Map(),
    add(tallies, { annotations: { annotationFile, problems } }) {
      for (const problem of problems) {
        const { reason, line } = problem;
        if (!isReported(reason) || !counted.has(reason)) continue;
        const tally = tallies.get(reason);
        if (tally !== undefined) tally.count += 1;
        else tallies.set(reason, { count: 1, file: annotationFile, line, values: valuesOf(problem) });
      }
    },
    merge(into, later) {
      for (const [reason, tally] of later) {
        const known = into.get(reason);
        if (known === undefined) into.set(reason, tally);
        else known.count += tally.count;
      }
    },
    finish(tallies, _dataset, _options, report) {
      for (const [reason, { count, file, line, values }] of tallies) {
        report({ reason, file, line, values: { ...values, count } });
      }
    },
  },
});

/** DOTA's loaders ignore what follows the tenth field; only they read the difficulty. */
function severityOf(reason: Reason, format: FormatId): Severity {
  if (reason === 'too-many-fields' && format === 'dota') return 'warning';
  if (reason === 'bad-difficulty' && format !== 'dota') return 'warning';
  return severities[reason];
}

function isReported(reason: ReadProblemReason): reason is Reason {
  return !notReported.has(reason);
}

function valuesOf({ values }: ReadProblem): Finding['values'] {
  return values as Record<string, FindingValue>;
}
