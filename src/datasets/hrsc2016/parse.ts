import type { AnnotationSource, Dataset, ImageAnnotations } from '../types.js';
import { type ReadObject, readXmlImage } from '../xml/image.js';
import type { ObjectFields } from '../xml/object-fields.js';
import { readRotatedBox } from '../xml/rotated-box.js';
import { classNameOf, shipClass } from './classes.js';
import { hrscKind, rotatedElements } from './elements.js';

/** Reads an HRSC2016 file. `Class_ID` stands in `classId` in both variants. */
export function parse(dataset: Dataset, source: AnnotationSource, content: Buffer): ImageAnnotations[] {
  return [readXmlImage(hrscKind, source, content, dataset.variant === 'classwise' ? readClasswise : readShip)];
}

function readShip(fields: ObjectFields): ReadObject | undefined {
  const text = fields.record.text('Class_ID') ?? '';
  const box = readRotatedBox(fields, rotatedElements);
  return box && { className: shipClass, ...(/^\d+$/.test(text) && { classId: Number(text) }), ...box };
}

function readClasswise(fields: ObjectFields): ReadObject | undefined {
  const text = fields.text('Class_ID');
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) {
    fields.badClassId('Class_ID', text);
    return undefined;
  }
  const classId = Number(text);
  const box = readRotatedBox(fields, rotatedElements);
  return box && { className: classNameOf(classId) ?? `#${classId}`, classId, ...box };
}
