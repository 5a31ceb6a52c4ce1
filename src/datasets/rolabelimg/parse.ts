import type { AnnotationSource, Dataset, ImageAnnotations } from '../types.js';
import { type ReadObject, readXmlImage } from '../xml/image.js';
import type { ObjectFields } from '../xml/object-fields.js';
import { readHorizontalBox } from '../xml/pascal-voc.js';
import type { XmlRecord } from '../xml/record.js';
import { readRotatedBox } from '../xml/rotated-box.js';
import { rolabelimgKind, rotatedElements } from './elements.js';

/** Reads a roLabelImg file: rotated and horizontal boxes, in any mixture. */
export function parse(_dataset: Dataset, source: AnnotationSource, content: Buffer): ImageAnnotations[] {
  return [
    readXmlImage(rolabelimgKind, source, content, (fields) => {
      const className = fields.text('name');
      const shape = className === undefined ? undefined : readShape(fields);
      return className !== undefined && shape !== undefined ? { className, ...shape } : undefined;
    }),
  ];
}

function readShape(fields: ObjectFields): Pick<ReadObject, 'polygon' | 'written'> | undefined {
  if (isHorizontal(fields.record)) return readHorizontalBox(fields);
  if (fields.record.has('robndbox')) return readRotatedBox(fields, rotatedElements);
  fields.missing('robndbox');
  return undefined;
}

/** Whether an object's `bndbox` counts: it is the only box, or `type` says so. */
export function isHorizontal(record: XmlRecord): boolean {
  return record.has('bndbox') && (!record.has('robndbox') || record.text('type') === 'bndbox');
}
