/** Class names in id order, to which names that nobody declared are added as they turn up. */
export class ClassList {
  readonly names: string[];
  readonly #ids: Map<string, number>;

  constructor(names: readonly string[]) {
    this.names = [...names];
    this.#ids = new Map(names.map((name, id) => [name, id]));
  }

  has(name: string): boolean {
    return this.#ids.has(name);
  }

  /** Zero-based id of a class; a new one for a name that is not in the list. */
  idOf(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = this.names.length;
    this.names.push(name);
    this.#ids.set(name, id);
    return id;
  }
}
