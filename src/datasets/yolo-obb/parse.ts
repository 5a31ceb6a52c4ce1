import type { Quad } from '../../geometry/types.js';
import { reduceToQuad } from '../layout/corners.js';
import { stemOf } from '../layout/stem.js';
import { decodeText, isReadableText } from '../text/encoding.js';
import { LineScanner, longestLine } from '../text/lines.js';
import { parseNumber } from '../text/numbers.js';
import { ProblemList } from '../text/problems.js';
import type {
  AnnotatedObject,
  AnnotationSource,
  Dataset,
  ImageAnnotations,
  ImageSize,
  WrittenShape,
} from '../types.js';
import { defaultSize, fields, isObject, mostFields } from './label-line.js';

const polygonAsWritten: WrittenShape = { kind: 'polygon' };

/**
 * Reads a YOLO-OBB label file. Normalised coordinates become pixels of the image; where that is missing, of the size
 * that the user assumes, or 1024 x 1024, with problem `image-size-unknown`. Lines of more than four corners
 * (segmentation) become their minimum-area rectangle, as Ultralytics takes them; lines of five fields (plain YOLO) are
 * too short.
 */
export function parse(
  dataset: Dataset,
  source: AnnotationSource,
  content: Buffer,
  sizeOf: (imageFile: string) => ImageSize | undefined,
): ImageAnnotations[] {
  const problems = new ProblemList();
  const objects: AnnotatedObject[] = [];
  let scaledBy: ImageSize | undefined;
  if (isReadableText(content, problems)) {
    const lines = new LineScanner(content);
    let index = 0;
    while (lines.next()) {
      if (!isObject(lines)) continue;
      scaledBy ??= scaleOf(dataset, source, sizeOf, problems);
      const object = parseObject(lines, content, index, dataset.classes, scaledBy, problems);
      if (object !== undefined) objects.push(object);
      index += 1;
    }
  }
  return [
    {
      id: stemOf(source.file),
      ...(source.split !== undefined && { split: source.split }),
      annotationFile: source.file,
      ...(source.imageFile !== undefined && { imageFile: source.imageFile }),
      ...(scaledBy !== undefined && { scaledBy }),
      objects,
      problems: problems.list(),
    },
  ];
}

/** Size of a source's image: the real one, else the assumed one with a problem. */
export function scaleOf(
  dataset: Dataset,
  source: AnnotationSource,
  sizeOf: (imageFile: string) => ImageSize | undefined,
  problems?: ProblemList,
): ImageSize {
  const real = source.imageFile === undefined ? undefined : sizeOf(source.imageFile);
  if (real !== undefined) return { width: real.width, height: real.height };
  const assumed = dataset.assumedSize ?? defaultSize;
  problems?.add('image-size-unknown', 1, { width: assumed.width, height: assumed.height });
  return assumed;
}

function parseObject(
  lines: LineScanner,
  content: Buffer,
  index: number,
  classes: readonly string[],
  size: ImageSize,
  problems: ProblemList,
): AnnotatedObject | undefined {
  const { line, count } = lines;
  if (lines.tooLong) {
    problems.add('line-too-long', line, { bytes: lines.end - lines.start, most: longestLine }, index);
    return undefined;
  }
  if (lines.hasNul) {
    problems.add('not-text', line, { offset: content.indexOf(0, lines.start) }, index);
    return undefined;
  }
  if (count < fields) {
    problems.add('too-few-fields', line, { fields: count, expected: fields }, index);
    return undefined;
  }
  if (count % 2 === 0 || count > mostFields) {
    problems.add('too-many-fields', line, { fields: count, expected: fields }, index);
    return undefined;
  }
  const values = parseFields(lines, content, index, problems);
  if (values === undefined) return undefined;
  const [classId] = values;
  if (!Number.isInteger(classId) || classId < 0) {
    problems.add('bad-class-id', line, { text: tokenText(lines, content, 0) }, index);
    return undefined;
  }
  const points = values.slice(1).map((value, i) => value * (i % 2 === 0 ? size.width : size.height));
  if (count > fields) problems.add('corners-reduced', line, { corners: points.length / 2 }, index);
  const polygon = count > fields ? reduceToQuad(points) : (points as unknown as Quad);
  return { index, line, className: classes[classId] ?? `#${classId}`, classId, polygon, written: polygonAsWritten };
}

/** All tokens of the line as numbers; undefined, with a problem, where one is none. */
function parseFields(lines: LineScanner, content: Buffer, index: number, problems: ProblemList): number[] | undefined {
  const values: number[] = [];
  for (let field = 0; field < lines.count; field += 1) {
    const value = parseNumber(content, lines.starts[field], lines.ends[field]);
    if (value === undefined) {
      const reason = field === 0 ? 'bad-class-id' : 'bad-number';
      problems.add(reason, lines.line, { text: tokenText(lines, content, field), field: field + 1 }, index);
      return undefined;
    }
    values.push(value);
  }
  return values;
}

function tokenText({ starts, ends }: LineScanner, content: Buffer, field: number): string {
  return decodeText(content.subarray(starts[field], ends[field])).text.slice(0, 40);
}
