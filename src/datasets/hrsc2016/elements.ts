import type { XmlImageKind } from '../xml/image.js';
import { XmlShape } from '../xml/shape.js';

/** All ships as one class, as MMRotate trains it unless told otherwise; or the 31 classes of `Class_ID`. */
export const hrscVariants = ['ship', 'classwise'] as const;

/** The rotated box: centre, sides, and angle in radians, clockwise on the image. */
export const rotatedElements: readonly string[] = ['mbox_cx', 'mbox_cy', 'mbox_w', 'mbox_h', 'mbox_ang'];
/** The horizontal box round it. */
export const boundsElements: readonly string[] = ['box_xmin', 'box_ymin', 'box_xmax', 'box_ymax'];

export const hrscKind: XmlImageKind = {
  shape: new XmlShape({
    root: 'HRSC_Image',
    document: ['Img_FileName', 'Img_SizeWidth', 'Img_SizeHeight', 'Img_SizeDepth'],
    object: 'HRSC_Objects/HRSC_Object',
    fields: ['Class_ID', 'truncated', 'difficult', ...boundsElements, ...rotatedElements],
  }),
  imageName: 'Img_FileName',
  size: { element: 'Img_SizeWidth', width: 'Img_SizeWidth', height: 'Img_SizeHeight', depth: 'Img_SizeDepth' },
};
