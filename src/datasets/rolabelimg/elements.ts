import { pascalVocKind } from '../xml/pascal-voc.js';

/** With rotated boxes, possibly among horizontal ones; or horizontal ones only, which is plain Pascal VOC. */
export type RolabelimgVariant = 'rotated' | 'horizontal';

/** The rotated box: centre, sides, and angle in radians from 0 to π, clockwise on the image. */
export const rotatedElements: readonly string[] = ['cx', 'cy', 'w', 'h', 'angle'].map((name) => `robndbox/${name}`);

/** Pascal VOC as roLabelImg writes it. */
export const rolabelimgKind = pascalVocKind(['type', 'robndbox', ...rotatedElements]);
