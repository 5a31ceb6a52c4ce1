import { KeelError } from '../../foundation/errors.js';
import type { Amendment, AnnotationSource, FormatId, ImageSize, ObjectChange } from '../types.js';
import { decodeXml } from './decode.js';
import { XmlEditor } from './editor.js';
import type { XmlImageKind } from './image.js';
import { readXml } from './read.js';
import type { XmlRecord } from './record.js';
import { spliceText } from './splice.js';

/** A change to an object that stays. */
export type StayingChange = Exclude<ObjectChange['change'], { readonly kind: 'drop' }>;

/** How a format makes changes. */
export interface XmlAmender {
  readonly format: FormatId;
  readonly kind: XmlImageKind;
  /** Makes a change to an object; false if the format cannot hold it. */
  readonly changeObject: (editor: XmlEditor, object: XmlRecord, change: StayingChange) => boolean;
  readonly setSize: (editor: XmlEditor, document: XmlRecord, size: ImageSize) => void;
}

/**
 * Applies changes to an annotation file of one image; bytes that no change concerns stay. Throws
 * `datasets/change-unsupported` for changes that the format cannot hold, and `datasets/unwritable-annotation` where the
 * file lacks what is to be changed.
 */
export function amendXml(
  { format, kind, changeObject, setSize }: XmlAmender,
  { file }: AnnotationSource,
  content: Buffer,
  amendments: readonly Amendment[],
): Buffer {
  const decoded = decodeXml(content);
  if ('reason' in decoded) {
    throw new KeelError(
      'datasets/unwritable-annotation',
      { file, reason: decoded.reason },
      { file, line: decoded.line },
    );
  }
  const { document, objects } = readXml(decoded.text, kind.shape);
  const editor = new XmlEditor(decoded.text, file);
  for (const [index, changes] of changesByObject(amendments)) {
    const object = objects[index];
    if (object === undefined) {
      throw new KeelError('datasets/unwritable-annotation', { file, reason: `#${index}` }, { file, object: index });
    }
    if (changes.some((change) => change.kind === 'drop')) {
      editor.remove(object);
      continue;
    }
    for (const change of changes) {
      if (change.kind === 'drop' || changeObject(editor, object, change)) continue;
      throw new KeelError(
        'datasets/change-unsupported',
        { format, change: change.kind, file },
        { file, line: object.line, object: index },
      );
    }
  }
  for (const change of amendments.flatMap((amendment) => amendment.file)) {
    if (change.kind !== 'set-size') {
      throw new KeelError('datasets/change-unsupported', { format, change: change.kind, file }, { file });
    }
    setSize(editor, document, change.size);
  }
  return spliceText(content, decoded, editor.edits);
}

function changesByObject(amendments: readonly Amendment[]): Map<number, ObjectChange['change'][]> {
  const changes = new Map<number, ObjectChange['change'][]>();
  for (const { object, change } of amendments.flatMap(({ objects }) => objects)) {
    const known = changes.get(object);
    if (known === undefined) changes.set(object, [change]);
    else known.push(change);
  }
  return changes;
}

/** Sets `difficult`; where it is missing it is put behind the first of some elements. */
export function setDifficulty(
  editor: XmlEditor,
  object: XmlRecord,
  difficulty: number,
  after: readonly string[],
): void {
  if (object.has('difficult')) editor.setNumber(object, 'difficult', difficulty, 0);
  else editor.insertAfter(object, after, () => `<difficult>${difficulty}</difficult>`);
}
