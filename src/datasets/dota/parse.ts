import type { Quad } from '../../geometry/types.js';
import { stemOf } from '../layout/stem.js';
import { decodeText, isReadableText, NameReader } from '../text/encoding.js';
import { LineScanner, longestLine } from '../text/lines.js';
import { parseInteger, parseNumber } from '../text/numbers.js';
import { ProblemList } from '../text/problems.js';
import type { AnnotatedObject, AnnotationSource, Dataset, ImageAnnotations, WrittenShape } from '../types.js';
import {
  classField,
  fields,
  fieldsWithoutDifficulty,
  headerOf,
  isWindowName,
  labelFields,
  lineKind,
} from './label-line.js';

const polygonAsWritten: WrittenShape = { kind: 'polygon' };

/**
 * Reads a DOTA label file. Coordinates, class and difficulty come out as written; a line that cannot be read becomes a
 * problem and counts as an object, so that indices hold. Problem `header-line` says by `window` whether the file is
 * one that a splitter wrote, where a header is a defect (V12), or a raw one, where it is normal.
 */
export function parse(_dataset: Dataset, source: AnnotationSource, content: Buffer): ImageAnnotations[] {
  const problems = new ProblemList();
  const id = stemOf(source.file);
  const objects: AnnotatedObject[] = [];
  const headers: { imageSource?: string; groundSampleDistance?: number } = {};
  if (isReadableText(content, problems)) {
    const window = isWindowName(id) || /(?:^|\/)annfiles\//.test(source.file);
    const lines = new LineScanner(content);
    const names = new NameReader(content);
    let index = 0;
    while (lines.next()) {
      const kind = lineKind(lines, content);
      if (kind === 'object') {
        const object = parseObject(lines, content, names, index, problems);
        if (object !== undefined) objects.push(object);
        index += 1;
      } else if (kind === 'header') {
        const line = headerOf(lines, content);
        problems.add('header-line', lines.line, { header: line?.header, window });
        if (line?.header === 'imagesource') headers.imageSource = line.value;
        const distance = line?.header === 'gsd' ? Number.parseFloat(line.value) : Number.NaN;
        if (!Number.isNaN(distance)) headers.groundSampleDistance = distance;
      }
    }
  }
  return [
    {
      id,
      ...(source.split !== undefined && { split: source.split }),
      annotationFile: source.file,
      ...(source.imageFile !== undefined && { imageFile: source.imageFile }),
      ...headers,
      objects,
      problems: problems.list(),
    },
  ];
}

function parseObject(
  lines: LineScanner,
  content: Buffer,
  names: NameReader,
  index: number,
  problems: ProblemList,
): AnnotatedObject | undefined {
  const { line, count, starts, ends } = lines;
  if (lines.tooLong) {
    problems.add('line-too-long', line, { bytes: lines.end - lines.start, most: longestLine }, index);
    return undefined;
  }
  if (lines.hasNul) {
    problems.add('not-text', line, { offset: content.indexOf(0, lines.start) }, index);
    return undefined;
  }
  if (count < fieldsWithoutDifficulty) {
    problems.add('too-few-fields', line, { fields: count, expected: fields }, index);
    return undefined;
  }
  const polygon = parseQuad(lines, content, index, problems);
  if (polygon === undefined) return undefined;
  if (count > fields) problems.add('too-many-fields', line, { fields: count, expected: fields }, index);
  const place = labelFields(lines, content);
  const className = names.read(starts[classField], ends[place.lastOfClass]);
  if (lines.hasHighBytes && !names.valid) problems.add('bad-encoding', line, { encoding: 'UTF-8' }, index);
  const difficulty = parseDifficulty(lines, content, place.difficulty, index, problems);
  // Two shapes rather than a spread: this runs for every object of millions.
  return difficulty === undefined
    ? { index, line, className, polygon, written: polygonAsWritten }
    : { index, line, className, polygon, written: polygonAsWritten, difficulty };
}

function parseDifficulty(
  { line, count, starts, ends }: LineScanner,
  content: Buffer,
  field: number | undefined,
  index: number,
  problems: ProblemList,
): number | undefined {
  if (field !== undefined) return parseInteger(content, starts[field], ends[field]);
  if (count === fieldsWithoutDifficulty) {
    problems.add('missing-difficulty', line, {}, index);
  } else {
    const { text } = decodeText(content.subarray(starts[fieldsWithoutDifficulty], ends[fieldsWithoutDifficulty]));
    problems.add('bad-difficulty', line, { text: text.slice(0, 40) }, index);
  }
  return undefined;
}

/** Undefined, with a problem, where one of the eight is no number. */
function parseQuad(lines: LineScanner, content: Buffer, index: number, problems: ProblemList): Quad | undefined {
  const { starts, ends } = lines;
  const x1 = parseNumber(content, starts[0], ends[0]);
  const y1 = parseNumber(content, starts[1], ends[1]);
  const x2 = parseNumber(content, starts[2], ends[2]);
  const y2 = parseNumber(content, starts[3], ends[3]);
  const x3 = parseNumber(content, starts[4], ends[4]);
  const y3 = parseNumber(content, starts[5], ends[5]);
  const x4 = parseNumber(content, starts[6], ends[6]);
  const y4 = parseNumber(content, starts[7], ends[7]);
  const values = [x1, y1, x2, y2, x3, y3, x4, y4];
  const bad = values.indexOf(undefined);
  if (bad < 0) return values as unknown as Quad;
  const { text } = decodeText(content.subarray(starts[bad], ends[bad]));
  problems.add('bad-number', lines.line, { text: text.slice(0, 40), field: bad + 1 }, index);
  return undefined;
}
