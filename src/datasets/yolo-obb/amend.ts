import { join } from 'node:path';
import { KeelError } from '../../foundation/errors.js';
import { readImageHeader } from '../images/header.js';
import { applyEdits, type Edit } from '../layout/edits.js';
import { LineScanner } from '../text/lines.js';
import type { Amendment, AnnotationSource, Dataset, ImageSize, ObjectChange } from '../types.js';
import { fields, isObject } from './label-line.js';
import { normalisedText } from './normalised.js';
import { scaleOf } from './parse.js';

/**
 * Applies changes to a label file; bytes that no change concerns stay. The format knows classes by their ids only and
 * has no place for difficulty, image size or headers: such changes throw `datasets/change-unsupported`.
 */
export function amend(
  dataset: Dataset,
  source: AnnotationSource,
  content: Buffer,
  amendments: readonly Amendment[],
): Buffer {
  for (const { kind } of amendments.flatMap(({ file }) => file)) throw unsupported(kind, source);
  const changes = new Map<number, ObjectChange['change'][]>();
  for (const { object, change } of amendments.flatMap(({ objects }) => objects)) {
    changes.set(object, [...(changes.get(object) ?? []), change]);
  }
  const size = scaleOf(dataset, source, (image) => readImageHeader(join(dataset.root, image)).header);
  const edits: Edit[] = [];
  const lines = new LineScanner(content);
  let index = 0;
  while (lines.next()) {
    if (!isObject(lines)) continue;
    const wanted = changes.get(index) ?? [];
    index += 1;
    if (wanted.some((change) => change.kind === 'drop')) {
      edits.push({ start: lines.start, end: lines.nextStart, text: '' });
    } else {
      for (const change of wanted) edits.push(...editsOf(change, lines, content, dataset, source, size));
    }
  }
  return applyEdits(content, edits);
}

function editsOf(
  change: ObjectChange['change'],
  { starts, ends, count, held, line, tooLong, start: lineStart, nextStart }: LineScanner,
  content: Buffer,
  dataset: Dataset,
  source: AnnotationSource,
  size: ImageSize,
): Edit[] {
  if (tooLong || count < fields || count > held) {
    const reason = `${count}/${fields}`;
    throw new KeelError('datasets/unwritable-annotation', { file: source.file, reason }, { file: source.file, line });
  }
  switch (change.kind) {
    case 'drop':
      return [{ start: lineStart, end: nextStart, text: '' }];
    case 'rename-class': {
      const id = dataset.classes.indexOf(change.className);
      if (id < 0) throw unsupported(change.kind, source, line);
      return [{ start: starts[0], end: ends[0], text: String(id) }];
    }
    case 'replace-polygon': {
      const edits = Array.from(change.polygon, (value, i): Edit => {
        const [start, end] = [starts[i + 1], ends[i + 1]];
        const side = i % 2 === 0 ? size.width : size.height;
        return { start, end, text: normalisedText(value, side, content.toString('latin1', start, end)) };
      });
      // A line of more than four corners loses the others, with the blanks before them.
      return count === fields ? edits : [...edits, { start: ends[fields - 1], end: ends[count - 1], text: '' }];
    }
    case 'set-difficulty':
      throw unsupported(change.kind, source, line);
  }
}

function unsupported(change: string, source: AnnotationSource, line?: number): KeelError {
  const { file } = source;
  return new KeelError('datasets/change-unsupported', { format: 'yolo-obb', change, file }, { file, line });
}
