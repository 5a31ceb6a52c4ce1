/** Items under names that begin with a prefix and a dot. */
export function prefixed<Item>(prefix: string, items: Iterable<readonly [string, Item]>): Record<string, Item> {
  return Object.fromEntries([...items].map(([name, item]) => [`${prefix}.${name}`, item]));
}

/** Those whose names begin with a prefix, without it. */
export function unprefixed<Item>(prefix: string, items: Readonly<Record<string, Item>>): Record<string, Item> {
  const inside = Object.entries(items).filter(([name]) => name.startsWith(`${prefix}.`));
  return Object.fromEntries(inside.map(([name, item]) => [name.slice(prefix.length + 1), item]));
}
