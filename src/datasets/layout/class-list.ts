/** Class names in id order, to which names that nobody declared are added as they turn up. */
export class ClassList {
  readonly names: string[];
  readonly #ids: Map<string, number>;

  constructor(names: readonly string[]) {
    this.names = [...names];
    this.#ids = new Map(names.map((name, id) => [name, id]));
  }

  /** Zero-based id of a class. */
  idOf(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = this.names.length;
    this.names.push(name);
    this.#ids.set(name, id);
    return id;
  }
}
