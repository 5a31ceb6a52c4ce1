const names: Readonly<Record<string, string>> = {
  train: 'train',
  training: 'train',
  val: 'val',
  valid: 'val',
  validation: 'val',
  test: 'test',
  testing: 'test',
  trainval: 'trainval',
};

/** The usual splits, in the order in which people list them. */
const order = ['train', 'val', 'trainval', 'test'];

/**
 * The split that a path belongs to by its folders or name, the innermost first: `val` for `DOTA-v1.5_val/labelTxt`,
 * `train` for `annotations/instances_train2017.json`. Undefined where no part says so.
 */
export function splitOf(path: string): string | undefined {
  for (const part of path.split('/').reverse()) {
    const word = part
      .toLowerCase()
      .split(/[^a-z]+/)
      .find((word) => Object.hasOwn(names, word));
    if (word !== undefined) return names[word];
  }
  return undefined;
}

/** The different splits, usual ones first, then by name. */
export function sortedSplits(splits: Iterable<string | undefined>): string[] {
  const known = new Set([...splits].filter((split) => split !== undefined));
  const rank = (split: string): number => (order.indexOf(split) + order.length + 1) % (order.length + 1);
  return [...known].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
