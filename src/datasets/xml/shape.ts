/** What is wanted from a kind of document. Paths are tag names joined by `/`. */
export interface ShapeOptions {
  /** Name of the root element. */
  readonly root: string;
  /** Wanted elements outside the objects, from the root. */
  readonly document: readonly string[];
  /** Path of the repeated element, from the root. */
  readonly object: string;
  /** Wanted elements of an object, from it. */
  readonly fields: readonly string[];
}

/** One element of the tree of wanted elements. */
export interface ShapeNode {
  /** Wanted elements inside; undefined for elements that hold text. */
  readonly children: Map<string, ShapeNode> | undefined;
  readonly isObject: boolean;
  /** Whether it stands inside an object. */
  readonly inObject: boolean;
  /** Position among the fields of its record; -1 for elements that are only on the way to others. */
  readonly slot: number;
}

/** Positions of a record's fields by path. */
export type FieldSlots = ReadonlyMap<string, number>;

/** The tree of wanted elements that a reader walks along with the document. */
export class XmlShape {
  readonly rootName: string;
  readonly objectPath: string;
  readonly root: ShapeNode;
  readonly documentSlots: FieldSlots;
  readonly objectSlots: FieldSlots;

  constructor({ root, document, object, fields }: ShapeOptions) {
    this.rootName = root;
    this.objectPath = object;
    this.documentSlots = new Map(document.map((path, slot) => [path, slot]));
    this.objectSlots = new Map(fields.map((path, slot) => [path, slot]));
    this.root = this.#node('', false, [...document, object, ...fields.map((field) => `${object}/${field}`)], object);
  }

  #node(path: string, inObject: boolean, paths: readonly string[], object: string): ShapeNode {
    const isObject = path === object;
    const below = paths.filter((other) => path === '' || other.startsWith(`${path}/`));
    const names = new Set(below.map((other) => other.slice(path === '' ? 0 : path.length + 1).split('/')[0]));
    const children = new Map(
      [...names].map((name) => [
        name,
        this.#node(path === '' ? name : `${path}/${name}`, inObject || isObject, paths, object),
      ]),
    );
    const slot = inObject ? this.objectSlots.get(path.slice(object.length + 1)) : this.documentSlots.get(path);
    return { children: children.size > 0 ? children : undefined, isObject, inObject, slot: slot ?? -1 };
  }
}
