import { SaxesParser } from 'saxes';
import { LineCounter, lineOf } from './lines.js';
import { type ForbiddenThing, limits, type XmlProblem, type XmlReading } from './reading.js';
import { XmlRecord } from './record.js';
import type { ShapeNode, XmlShape } from './shape.js';

/** Ends the parsing of a document. */
class Stop extends Error {
  readonly reason: XmlProblem['reason'];
  readonly values: XmlProblem['values'];
  /** Where, if not where the parser stands. */
  readonly offset: number | undefined;

  constructor(reason: XmlProblem['reason'], values: XmlProblem['values'], offset?: number) {
    super(reason);
    this.reason = reason;
    this.values = values;
    this.offset = offset;
  }
}

/**
 * Reads any document with a strict XML 1.0 parser, up to its end or the first fault. No entity but the five of XML
 * itself and character references is ever resolved, and no other file is ever looked at.
 */
export function parseXml(text: string, shape: XmlShape): XmlReading {
  const parser = new SaxesParser({ position: false });
  const lines = new LineCounter(text);
  const nodes: (ShapeNode | undefined)[] = [];
  const contents: number[] = [];
  const objects: XmlRecord[] = [];
  const document = new XmlRecord(text, shape.documentSlots, 0, 1);
  let object: XmlRecord | undefined;
  let node: ShapeNode | undefined;
  let attributes = 0;
  let gathered = '';
  let gathers = false;
  let complete = false;

  const gather = (part: string): void => {
    if (gathers) gathered += part;
  };
  parser.on('text', gather);
  parser.on('cdata', gather);
  parser.on('error', (error) => {
    throw new Stop('xml-malformed', { detail: error.message.replace(/\.$/, '') });
  });
  parser.on('doctype', (declaration) => {
    const what = forbiddenIn(declaration);
    if (what !== undefined) throw new Stop('xml-forbidden', { what }, text.indexOf('<!DOCTYPE'));
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > limits.attributes) throw forbidden('attributes');
  });
  parser.on('opentag', ({ name }) => {
    const depth = nodes.length;
    if (depth >= limits.nesting) throw forbidden('nesting');
    attributes = 0;
    nodes.push(node);
    contents.push(parser.position);
    gathers = false;
    if (depth === 0) {
      if (name !== shape.rootName) {
        const start = text.lastIndexOf('<', parser.position - 1);
        throw new Stop('wrong-root', { found: name, expected: shape.rootName }, start);
      }
      node = shape.root;
      return;
    }
    node = node?.children?.get(name);
    if (node === undefined) return;
    if (node.isObject) {
      if (objects.length >= limits.objects) throw forbidden('objects');
      const start = text.lastIndexOf('<', parser.position - 1);
      object = new XmlRecord(text, shape.objectSlots, start, lines.at(start));
    }
    gathers = node.children === undefined && node.slot >= 0;
    gathered = '';
  });
  parser.on('closetag', ({ name, isSelfClosing }) => {
    const end = parser.position;
    const content = contents.pop() as number;
    const closing = isSelfClosing ? end : text.lastIndexOf('<', end - 1);
    // The parser closes what is open before it finds that the names differ.
    if (!isSelfClosing && !text.startsWith(name, closing + 2)) return;
    if (node !== undefined && node.slot >= 0) {
      (node.inObject ? (object as XmlRecord) : document).set(node.slot, content, closing, gathered);
    }
    if (node?.isObject) {
      (object as XmlRecord).end = end;
      objects.push(object as XmlRecord);
      object = undefined;
    }
    gathers = false;
    node = nodes.pop();
    if (nodes.length === 0) document.end = end;
  });

  try {
    if (hasTooManyReferences(text)) throw new Stop('xml-forbidden', { what: 'references' }, text.indexOf('&'));
    parser.write(text);
    complete = true;
    parser.close();
    return { document, objects };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const offset = error.offset ?? (complete ? text.trimEnd().length : parser.position) - 1;
    const { reason, values } = error;
    const line = lineOf(text, Math.max(0, offset));
    return { document, objects, problem: { reason, values, line, inObject: object !== undefined } };
  }
}

function forbidden(what: ForbiddenThing): Stop {
  return new Stop('xml-forbidden', { what });
}

/** What is wrong with a document type declaration; one that only names the root or lists elements is harmless. */
function forbiddenIn(declaration: string): ForbiddenThing | undefined {
  if (/<!ENTITY|%/.test(declaration)) return 'entities';
  return /\b(?:SYSTEM|PUBLIC)\b/.test(declaration) ? 'external' : undefined;
}

function hasTooManyReferences(text: string): boolean {
  let at = text.indexOf('&');
  for (let count = 0; at >= 0; count += 1) {
    if (count >= limits.references) return true;
    at = text.indexOf('&', at + 1);
  }
  return false;
}
