import { horizontalToQuad } from '../../geometry/index.js';
import type { ReadObject, XmlImageKind } from './image.js';
import type { ObjectFields } from './object-fields.js';
import { XmlShape } from './shape.js';

/** Elements of a horizontal box in an object. */
export const boxElements: readonly string[] = ['xmin', 'ymin', 'xmax', 'ymax'].map((side) => `bndbox/${side}`);

/**
 * Pascal VOC's document, which DIOR and roLabelImg share.
 *
 * @param fields elements of an object besides those that all have
 */
export function pascalVocKind(fields: readonly string[]): XmlImageKind {
  return {
    shape: new XmlShape({
      root: 'annotation',
      document: ['filename', 'size', 'size/width', 'size/height', 'size/depth', 'objects'],
      object: 'object',
      fields: ['name', 'truncated', 'difficult', 'bndbox', ...boxElements, ...fields],
    }),
    imageName: 'filename',
    size: { element: 'size', width: 'size/width', height: 'size/height', depth: 'size/depth' },
    // FAIR1M's files have the same root, with all objects in one element.
    foreign: 'objects',
  };
}

/** The horizontal box of an object as written; undefined, with a problem, where it is missing or bad. */
export function readHorizontalBox(fields: ObjectFields): Pick<ReadObject, 'polygon' | 'written'> | undefined {
  if (!fields.record.has('bndbox')) {
    fields.missing('bndbox');
    return undefined;
  }
  const sides = fields.numbers(boxElements);
  if (sides === undefined) return undefined;
  const [xmin, ymin, xmax, ymax] = sides;
  const box = { xmin, ymin, xmax, ymax };
  return { polygon: horizontalToQuad(box), written: { kind: 'horizontal', ...box } };
}
