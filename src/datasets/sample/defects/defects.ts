import type { SampleFormat } from '../types.js';
import { boxDefectsByName } from './box-defects.js';
import type { Defect } from './defect.js';
import { fileDefectsByName } from './file-defects.js';
import { horizontalBoxes } from './horizontal-boxes.js';

/** Every defect by its name, in the order in which they are put into a sample. */
export const defectsByName: Readonly<Record<string, Defect>> = {
  'horizontal-boxes': horizontalBoxes,
  ...boxDefectsByName,
  ...fileDefectsByName,
};

/** The reason that the rule of a defect reports in a format. */
export function reasonIn({ reason }: Pick<Defect, 'reason'>, format: SampleFormat): string {
  return typeof reason === 'string' ? reason : reason[format];
}

/**
 * The defects that are meant by `all`, `none`, names of defects and codes of rules; undefined for a word that means
 * none that the format can hold.
 */
export function selectDefects(
  words: 'all' | 'none' | readonly string[],
  format: SampleFormat,
): { selected: string[]; unknown: string | undefined } {
  const possible = Object.entries(defectsByName).filter(([, { formats }]) => formats?.includes(format) ?? true);
  if (words === 'none') return { selected: [], unknown: undefined };
  if (words === 'all') {
    return { selected: possible.filter(([, { onlyByName }]) => !onlyByName).map(([name]) => name), unknown: undefined };
  }
  const meant = (word: string): string[] =>
    possible.filter(([name, { code }]) => name === word || code === word).map(([name]) => name);
  const unknown = words.find((word) => meant(word).length === 0);
  const wanted = new Set(words.flatMap(meant));
  return { selected: possible.map(([name]) => name).filter((name) => wanted.has(name)), unknown };
}
