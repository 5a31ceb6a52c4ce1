import { boundsOf } from '../../geometry/index.js';
import type { Quad } from '../../geometry/types.js';
import { pixelDecimals } from '../text/numbers.js';
import type { ImageSize } from '../types.js';
import { type StayingChange, setDifficulty } from './amend.js';
import type { XmlEditor } from './editor.js';
import { boxElements } from './pascal-voc.js';
import type { XmlRecord } from './record.js';

/** Makes a change that has nothing to do with the kind of box; false for the one that has. */
export function changeVocObject(
  editor: XmlEditor,
  object: XmlRecord,
  change: Exclude<StayingChange, { kind: 'replace-polygon' }>,
): true {
  if (change.kind === 'rename-class') editor.setText(object, 'name', change.className);
  else setDifficulty(editor, object, change.difficulty, ['truncated', 'name']);
  return true;
}

/** Makes `bndbox` the smallest box round a polygon. */
export function setHorizontalBox(editor: XmlEditor, object: XmlRecord, polygon: Quad): void {
  const { xmin, ymin, xmax, ymax } = boundsOf(polygon);
  for (const [i, value] of [xmin, ymin, xmax, ymax].entries()) {
    editor.setNumber(object, boxElements[i], value, pixelDecimals);
  }
}

/** Sets the image's size; a missing `size` is put behind `filename`. */
export function setVocSize(editor: XmlEditor, document: XmlRecord, { width, height, depth }: ImageSize): void {
  if (document.has('size/width') && document.has('size/height')) {
    editor.setNumber(document, 'size/width', width, 0);
    editor.setNumber(document, 'size/height', height, 0);
    if (depth !== undefined && document.has('size/depth')) editor.setNumber(document, 'size/depth', depth, 0);
    return;
  }
  const element = (space: string): string => {
    // `filename` and `size` stand one level deep: their indentation is that of one level.
    const inner = space + (/[^\r\n]*$/.exec(space)?.[0] ?? '');
    const depthElement = depth === undefined ? '' : `${inner}<depth>${depth}</depth>`;
    return `<size>${inner}<width>${width}</width>${inner}<height>${height}</height>${depthElement}${space}</size>`;
  };
  if (document.has('size')) editor.replace(document, 'size', element);
  else editor.insertAfter(document, ['filename'], element);
}
