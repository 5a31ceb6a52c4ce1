import type { LossCounter } from '../layout/losses.js';
import { placeOf } from '../layout/losses.js';
import type { AnnotatedObject, ImageAnnotations, ImageSize } from '../types.js';
import type { Elements } from './markup.js';

/** `size` of Pascal VOC; left out where the size is unknown, depth 3 where only that is. */
export function vocSize(size: ImageSize | undefined): Elements[number] {
  if (size === undefined) return ['size', undefined];
  return [
    'size',
    [
      ['width', size.width],
      ['height', size.height],
      ['depth', size.depth ?? 3],
    ],
  ];
}

/** What an object has besides its box, in Pascal VOC's order. */
export function vocObject(
  image: ImageAnnotations,
  object: AnnotatedObject,
  losses: LossCounter,
  type: 'robndbox' | 'bndbox',
): Elements {
  return [['type', type], ['name', object.className], ['pose', 'Unspecified'], ...flags(image, object, losses)];
}

/** `truncated` and `difficult`, which readers expect of every object: 0 where the source does not say. */
export function flags(image: ImageAnnotations, object: AnnotatedObject, losses: LossCounter): Elements {
  if (object.difficulty === undefined) losses.add('difficulty-assumed', placeOf(image, object));
  return [
    ['truncated', object.truncated === true ? 1 : 0],
    ['difficult', object.difficulty ?? 0],
  ];
}
