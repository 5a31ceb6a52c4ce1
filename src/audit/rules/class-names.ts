import { distance } from 'fastest-levenshtein';
import type { Dataset } from '../../datasets/types.js';

/** How a class name stands to the class list: undefined if it is known. */
export interface Misnamed {
  /** The known name meant, as far as one can tell. */
  readonly suggestion: string | undefined;
  /** Whether the suggestion differs in case, hyphens, underscores and blanks only. */
  readonly sameLetters: boolean;
}

/** A name without what people write differently: case, hyphens, underscores and blanks. */
export function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]+/g, '');
}

const judged = new WeakMap<Dataset, Map<string, Misnamed | undefined>>();

/**
 * What is wrong with a class name, or undefined if the dataset declares it. Names that stand for an id without a name
 * (`#7`) are V16's and count as known. Looks every name up once per dataset.
 */
export function misnamed(dataset: Dataset, name: string): Misnamed | undefined {
  let names = judged.get(dataset);
  if (names === undefined) {
    names = new Map();
    judged.set(dataset, names);
  }
  if (!names.has(name)) names.set(name, judge(dataset, name));
  return names.get(name);
}

function judge({ classes, classesIgnoreCase }: Dataset, name: string): Misnamed | undefined {
  const known = classesIgnoreCase
    ? classes.some((known) => known.toLowerCase() === name.toLowerCase())
    : classes.includes(name);
  if (known || /^#\d+$/.test(name)) return undefined;
  const letters = lettersOf(name);
  const same = classes.find((known) => lettersOf(known) === letters);
  return { suggestion: same ?? nearest(letters, classes), sameLetters: same !== undefined };
}

/** The known name that takes fewest edits, if at most a third of the letters are edited. */
function nearest(letters: string, classes: readonly string[]): string | undefined {
  let best: string | undefined;
  let fewest = Math.floor(letters.length / 3);
  for (const known of classes) {
    const edits = distance(letters, lettersOf(known));
    if (edits > fewest || (best !== undefined && edits === fewest)) continue;
    best = known;
    fewest = edits;
  }
  return best;
}
