import type { FormatId, ReadProblem, ReadProblemReason } from '../../datasets/types.js';
import type { Consequence } from '../../foundation/finding.js';
import type { AuditedImage, TrainSetup } from '../types.js';
import { type Toolbox, toolboxes } from './detectors.js';
import { needsSplit } from './training-image.js';

type Errors = Readonly<Partial<Record<ReadProblemReason, string>>>;

/** The Python error with which MMRotate's loaders, both generations, stop at what cannot be read. */
const errorsByFormat: Readonly<Partial<Record<FormatId, Errors>>> = {
  dota: {
    'header-line': 'ValueError',
    'bad-number': 'ValueError',
    'bad-difficulty': 'ValueError',
    'missing-difficulty': 'IndexError',
    'too-few-fields': 'IndexError',
    'not-text': 'ValueError',
    'bad-encoding': 'UnicodeDecodeError',
  },
  dior: { 'xml-malformed': 'ParseError', 'missing-tag': 'AttributeError', 'bad-number': 'ValueError' },
  hrsc2016: { 'xml-malformed': 'ParseError', 'missing-tag': 'AttributeError', 'bad-number': 'ValueError' },
};

/** What the split tool does not mind: it strips headers, and writes a difficulty where there is none. */
const mendedBySplit: ReadonlySet<ReadProblemReason> = new Set(['header-line', 'missing-difficulty']);

/**
 * What something unreadable in an annotation file does to training: loaders stop (A11, A14), or the split tool mends or
 * skips it. Empty where MMRotate has no loader for the format, or does not mind.
 */
export function problemConsequences({ reason }: ReadProblem, image: AuditedImage, train: TrainSetup): Consequence[] {
  const { format } = image.dataset;
  const error = errorsByFormat[format]?.[reason];
  if (error === undefined) return [];
  if (needsSplit(image, train)) {
    if (mendedBySplit.has(reason)) return [];
    if (reason === 'too-few-fields')
      return toolboxes.map((where) => ({ where, effect: 'line-skipped', permanent: false }));
  }
  // 0.3.4 has no DIOR-R loader.
  const hit: readonly Toolbox[] = format === 'dior' ? ['mmrotate-1.0.0rc1'] : toolboxes;
  return hit.map((where) => ({ where, effect: 'loader-crash', permanent: false, values: { error, versions: 'all' } }));
}
