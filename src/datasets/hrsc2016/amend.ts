import { boundsOf } from '../../geometry/index.js';
import type { Quad } from '../../geometry/types.js';
import { pixelDecimals } from '../text/numbers.js';
import type { Amendment, AnnotationSource, Dataset, ImageSize } from '../types.js';
import { amendXml, type StayingChange, setDifficulty } from '../xml/amend.js';
import type { XmlEditor } from '../xml/editor.js';
import type { XmlRecord } from '../xml/record.js';
import { angleDecimals, asStated, rectangleRound } from '../xml/rotated-box.js';
import { classIdOf } from './classes.js';
import { boundsElements, hrscKind, rotatedElements } from './elements.js';

/**
 * Applies changes to an HRSC2016 file. A polygon becomes its minimum-area rectangle, and its bounds the horizontal box.
 * Classes can be changed in the `classwise` variant, to another of HRSC2016's.
 */
export function amend(
  dataset: Dataset,
  source: AnnotationSource,
  content: Buffer,
  amendments: readonly Amendment[],
): Buffer {
  const changeObject = (editor: XmlEditor, object: XmlRecord, change: StayingChange): boolean => {
    switch (change.kind) {
      case 'set-difficulty':
        setDifficulty(editor, object, change.difficulty, ['truncated', 'Class_ID', ...boundsElements]);
        return true;
      case 'rename-class': {
        const id = dataset.variant === 'classwise' ? classIdOf(change.className) : undefined;
        if (id !== undefined) editor.setText(object, 'Class_ID', String(id));
        return id !== undefined;
      }
      case 'replace-polygon':
        return setBoxes(editor, object, change.polygon);
    }
  };
  return amendXml({ format: 'hrsc2016', kind: hrscKind, changeObject, setSize }, source, content, amendments);
}

function setBoxes(editor: XmlEditor, object: XmlRecord, polygon: Quad): boolean {
  const rectangle = rectangleRound(polygon);
  if (rectangle === undefined) return false;
  const [w, h] = ['mbox_w', 'mbox_h'].map((path) => Number(object.text(path)));
  const { cx, cy, theta, ...sides } = asStated(rectangle, { w, h }, -Math.PI / 2);
  for (const [i, value] of [cx, cy, sides.w, sides.h].entries()) {
    editor.setNumber(object, rotatedElements[i], value, pixelDecimals);
  }
  editor.setNumber(object, 'mbox_ang', theta, angleDecimals);
  const { xmin, ymin, xmax, ymax } = boundsOf(polygon);
  for (const [i, value] of [xmin, ymin, xmax, ymax].entries()) {
    // Whole numbers, as everywhere in the dataset; programs read them as such.
    if (object.has(boundsElements[i])) editor.setNumber(object, boundsElements[i], Math.round(value), 0);
  }
  return true;
}

function setSize(editor: XmlEditor, document: XmlRecord, { width, height, depth }: ImageSize): void {
  const sizes = { Img_SizeWidth: width, Img_SizeHeight: height, Img_SizeDepth: depth };
  const missing: string[] = [];
  for (const [name, value] of Object.entries(sizes)) {
    if (value === undefined) continue;
    if (document.has(name)) editor.setNumber(document, name, value, 0);
    else if (name !== 'Img_SizeDepth') missing.push(`<${name}>${value}</${name}>`);
  }
  if (missing.length === 0) return;
  const anchors = ['Img_SizeHeight', 'Img_SizeWidth', 'Img_FileName'];
  editor.insertAfter(document, anchors, (space) => missing.join(space));
}
