import { KeelError } from '../../foundation/errors.js';
import { applyEdits, type Edit } from '../layout/edits.js';
import { LineScanner } from '../text/lines.js';
import type { Amendment, AnnotationSource, Dataset, ObjectChange } from '../types.js';
import { coordinateText } from './coordinate.js';
import { classField, coordinates, fieldsWithoutDifficulty, labelFields, lineKind } from './label-line.js';

/** Applies changes to a label file; bytes that no change concerns stay, down to line ends and spacing. */
export function amend(
  _dataset: Dataset,
  source: AnnotationSource,
  content: Buffer,
  amendments: readonly Amendment[],
): Buffer {
  const changes = new Map<number, ObjectChange['change'][]>();
  for (const { object, change } of amendments.flatMap(({ objects }) => objects)) {
    changes.set(object, [...(changes.get(object) ?? []), change]);
  }
  const fileChanges = amendments.flatMap(({ file }) => file);
  if (fileChanges.some(({ kind }) => kind === 'set-size')) {
    throw new KeelError('datasets/change-unsupported', { format: 'dota', change: 'set-size', file: source.file });
  }
  const stripHeader = fileChanges.some(({ kind }) => kind === 'strip-header');
  const edits: Edit[] = [];
  const lines = new LineScanner(content);
  let index = 0;
  while (lines.next()) {
    const kind = lineKind(lines, content);
    if (kind === 'header' && stripHeader) edits.push({ start: lines.start, end: lines.nextStart, text: '' });
    if (kind !== 'object') continue;
    const wanted = changes.get(index);
    index += 1;
    if (wanted === undefined) continue;
    if (wanted.some((change) => change.kind === 'drop')) {
      edits.push({ start: lines.start, end: lines.nextStart, text: '' });
    } else {
      for (const change of wanted) edits.push(...editsOf(change, lines, content, source));
    }
  }
  return applyEdits(content, edits);
}

function editsOf(
  change: ObjectChange['change'],
  lines: LineScanner,
  content: Buffer,
  source: AnnotationSource,
): Edit[] {
  const { starts, ends, line } = lines;
  if (lines.tooLong || lines.count < fieldsWithoutDifficulty) {
    const reason = `${lines.count}/${fieldsWithoutDifficulty}`;
    throw new KeelError('datasets/unwritable-annotation', { file: source.file, reason }, { file: source.file, line });
  }
  const place = labelFields(lines, content);
  switch (change.kind) {
    case 'drop':
      return [{ start: lines.start, end: lines.nextStart, text: '' }];
    case 'replace-polygon':
      return Array.from({ length: coordinates }, (_, field): Edit => {
        const [start, end] = [starts[field], ends[field]];
        return { start, end, text: coordinateText(change.polygon[field], content.toString('latin1', start, end)) };
      });
    case 'rename-class':
      return [{ start: starts[classField], end: ends[place.lastOfClass], text: change.className }];
    case 'set-difficulty': {
      const field = place.difficulty ?? (lines.count > fieldsWithoutDifficulty ? fieldsWithoutDifficulty : undefined);
      const text = String(change.difficulty);
      if (field !== undefined) return [{ start: starts[field], end: ends[field], text }];
      const end = ends[place.lastOfClass];
      const separator = content.toString('latin1', ends[coordinates - 1], starts[classField]);
      return [{ start: end, end, text: separator + text }];
    }
  }
}
