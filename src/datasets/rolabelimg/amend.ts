import type { OrientedBox, Quad } from '../../geometry/types.js';
import { pixelDecimals } from '../text/numbers.js';
import type { Amendment, AnnotationSource, Dataset } from '../types.js';
import { amendXml } from '../xml/amend.js';
import type { XmlEditor } from '../xml/editor.js';
import { changeVocObject, setHorizontalBox, setVocSize } from '../xml/pascal-voc-amend.js';
import type { XmlRecord } from '../xml/record.js';
import { angleDecimals, asStated, rectangleRound } from '../xml/rotated-box.js';
import { boxValues, isWholeHorizontal } from './box.js';
import { rolabelimgKind, rotatedElements } from './elements.js';
import { isHorizontal } from './parse.js';

/**
 * Applies changes to a roLabelImg file. A polygon becomes its minimum-area rectangle; in a `bndbox` it stays one if its
 * sides lie along the image's axes at whole pixels, and makes it a `robndbox` otherwise.
 */
export function amend(
  _dataset: Dataset,
  source: AnnotationSource,
  content: Buffer,
  amendments: readonly Amendment[],
): Buffer {
  return amendXml(
    {
      format: 'rolabelimg',
      kind: rolabelimgKind,
      changeObject: (editor, object, change) =>
        change.kind === 'replace-polygon'
          ? setBox(editor, object, change.polygon)
          : changeVocObject(editor, object, change),
      setSize: setVocSize,
    },
    source,
    content,
    amendments,
  );
}

function setBox(editor: XmlEditor, object: XmlRecord, polygon: Quad): boolean {
  const horizontal = isHorizontal(object);
  if (horizontal && isWholeHorizontal(polygon)) {
    setHorizontalBox(editor, object, polygon);
    return true;
  }
  const rectangle = rectangleRound(polygon);
  if (rectangle === undefined) return false;
  if (horizontal) {
    if (object.has('type')) editor.setText(object, 'type', 'robndbox');
    editor.replace(object, 'bndbox', (space, inner) => robndbox(asStated(rectangle, rectangle, 0), space, inner));
    return true;
  }
  const [w, h] = ['robndbox/w', 'robndbox/h'].map((path) => Number(object.text(path)));
  const box = asStated(rectangle, { w, h }, 0);
  for (const [i, value] of [box.cx, box.cy, box.w, box.h].entries()) {
    editor.setNumber(object, rotatedElements[i], value, pixelDecimals);
  }
  editor.setNumber(object, 'robndbox/angle', box.theta, angleDecimals);
  return true;
}

/** A `robndbox` element, with the white space that goes before its end tag and before each of its children. */
function robndbox(box: OrientedBox, space: string, inner: string): string {
  const children = boxValues(box).map(([name, text]) => `${inner}<${name}>${text}</${name}>`);
  return `<robndbox>${children.join('')}${space}</robndbox>`;
}
