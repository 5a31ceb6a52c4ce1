import type { Quad } from '../../geometry/types.js';
import type { AnnotationSource, Dataset, ImageAnnotations, WrittenShape } from '../types.js';
import { type ReadObject, readXmlImage } from '../xml/image.js';
import type { ObjectFields } from '../xml/object-fields.js';
import { readHorizontalBox } from '../xml/pascal-voc.js';
import { cornerElements, diorKind } from './elements.js';

const polygonAsWritten: WrittenShape = { kind: 'polygon' };

/**
 * Reads a DIOR file. The variant says which of an object's two boxes counts; an object without it is a problem, as
 * MMRotate's loader fails on it.
 */
export function parse(dataset: Dataset, source: AnnotationSource, content: Buffer): ImageAnnotations[] {
  const readShape = dataset.variant === 'horizontal' ? readHorizontalBox : readCorners;
  return [
    readXmlImage(diorKind, source, content, (fields) => {
      const className = fields.text('name');
      const shape = className === undefined ? undefined : readShape(fields);
      return className !== undefined && shape !== undefined ? { className, ...shape } : undefined;
    }),
  ];
}

function readCorners(fields: ObjectFields): Pick<ReadObject, 'polygon' | 'written'> | undefined {
  if (!fields.record.has('robndbox')) {
    fields.missing('robndbox');
    return undefined;
  }
  const corners = fields.numbers(cornerElements);
  return corners && { polygon: corners as unknown as Quad, written: polygonAsWritten };
}
