import { stemOf } from '../layout/stem.js';
import { numberOf } from '../text/numbers.js';
import { ProblemList } from '../text/problems.js';
import type { AnnotatedObject, AnnotationSource, ImageAnnotations, ImageSize } from '../types.js';
import { decodeXml } from './decode.js';
import { ObjectFields } from './object-fields.js';
import { readXml } from './read.js';
import type { XmlReading } from './reading.js';
import type { XmlRecord } from './record.js';
import type { XmlShape } from './shape.js';

/** Elements that state the image's size; `element` is the one to point at. */
interface SizeElements {
  readonly element: string;
  readonly width: string;
  readonly height: string;
  readonly depth: string;
}

/** What a format reads of an object besides what all have. */
export type ReadObject = Pick<AnnotatedObject, 'className' | 'classId' | 'polygon' | 'written'>;

/** One format's way of saying things in XML. */
export interface XmlImageKind {
  readonly shape: XmlShape;
  readonly imageName: string;
  readonly size: SizeElements;
  /** Element of the document that only files of another kind have. */
  readonly foreign?: string;
}

/**
 * Reads the annotation file of one image. Whatever cannot be read becomes a problem; objects that were complete before
 * it stay.
 *
 * @param readObject gives an object's class and shape, or undefined where it has none, having noted the problem
 */
export function readXmlImage(
  kind: XmlImageKind,
  source: AnnotationSource,
  content: Buffer,
  readObject: (fields: ObjectFields) => ReadObject | undefined,
): ImageAnnotations {
  const problems = new ProblemList();
  const reading = read(kind, content, problems);
  const objects: AnnotatedObject[] = [];
  const records = reading?.objects ?? [];
  for (let index = 0; index < records.length; index += 1) {
    const fields = new ObjectFields(records[index], index, problems);
    const object = readObject(fields);
    if (object !== undefined) objects.push(withFlags(object, fields));
  }
  const statedImageName = reading?.document.text(kind.imageName) || undefined;
  const statedSize = reading && readSize(kind.size, reading.document, problems);
  const { problem } = reading ?? {};
  if (problem !== undefined) {
    problems.add(problem.reason, problem.line, problem.values, problem.inObject ? records.length : undefined);
  }
  return {
    id: stemOf(source.file),
    ...(source.split !== undefined && { split: source.split }),
    annotationFile: source.file,
    ...(source.imageFile !== undefined && { imageFile: source.imageFile }),
    ...(statedImageName !== undefined && { statedImageName }),
    ...(statedSize !== undefined && { statedSize }),
    objects,
    problems: problems.list(),
  };
}

/** Undefined, with a problem, where the file has no text or is of another kind. */
function read({ shape, foreign }: XmlImageKind, content: Buffer, problems: ProblemList): XmlReading | undefined {
  const decoded = decodeXml(content);
  if ('reason' in decoded) {
    problems.add(decoded.reason, decoded.line, decoded.values);
    return undefined;
  }
  const reading = readXml(decoded.text, shape);
  if (foreign === undefined || !reading.document.has(foreign)) return reading;
  const values = { found: `${shape.rootName}/${foreign}`, expected: `${shape.rootName}/${shape.objectPath}` };
  problems.add('wrong-root', reading.document.lineOf(foreign), values);
  return undefined;
}

function withFlags({ className, classId, polygon, written }: ReadObject, fields: ObjectFields): AnnotatedObject {
  const difficulty = fields.difficulty('difficult');
  const truncated = fields.flag('truncated');
  return {
    index: fields.index,
    line: fields.record.line,
    className,
    ...(classId !== undefined && { classId }),
    polygon,
    written,
    ...(difficulty !== undefined && { difficulty }),
    ...(truncated !== undefined && { truncated }),
  };
}

function readSize(
  elements: SizeElements,
  document: XmlRecord,
  problems: ProblemList,
): (ImageSize & { readonly line: number }) | undefined {
  if (!document.has(elements.element)) return undefined;
  const line = document.lineOf(elements.element);
  const [width, height] = [elements.width, elements.height].map((path) => {
    const text = document.text(path);
    if (text === undefined) {
      problems.add('missing-tag', line, { tag: path });
      return undefined;
    }
    const value = numberOf(text);
    if (value === undefined)
      problems.add('bad-number', document.lineOf(path), { text: text.slice(0, 40), field: path });
    return value;
  });
  if (width === undefined || height === undefined) return undefined;
  const depth = numberOf(document.text(elements.depth) ?? '');
  return { width, height, ...(depth !== undefined && { depth }), line };
}
