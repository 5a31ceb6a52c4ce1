import type { XmlRecord } from './record.js';

/** Why a document was not read to its end. */
export interface XmlProblem {
  readonly reason: 'xml-malformed' | 'xml-forbidden' | 'wrong-root';
  /** One-based. */
  readonly line: number;
  /** Whether it stands inside an object, which is then not among the objects read. */
  readonly inObject: boolean;
  /**
   * `xml-malformed`: `detail`, in the words of the XML parser. `xml-forbidden`: `what`, a `ForbiddenThing`.
   * `wrong-root`: `found` and `expected`.
   */
  readonly values: Readonly<Record<string, string>>;
}

/** Things of XML that no annotation file needs and that can be used to do harm. */
export type ForbiddenThing =
  | 'entities' // a DTD that declares entities
  | 'external' // a DTD that points to another file
  | 'nesting' // elements inside elements without end
  | 'attributes' // an element with attributes without end
  | 'references' // a text of references without end
  | 'objects'; // more objects than any image holds

/** Bounds that keep a hostile file from filling the memory; no annotation file comes near them. */
export const limits = { nesting: 256, attributes: 1000, references: 1_000_000, objects: 1_000_000 };

/** What a document gave: all that was complete before a problem, or everything. */
export interface XmlReading {
  readonly document: XmlRecord;
  readonly objects: readonly XmlRecord[];
  readonly problem?: XmlProblem;
}
