import { pascalVocKind } from '../xml/pascal-voc.js';

/** The two flavours of DIOR: DIOR-R's oriented boxes, and DIOR's horizontal ones. */
export type DiorVariant = 'oriented' | 'horizontal';

/** Corner elements in ring order, as MMRotate's `DIORDataset` reads them; the names say nothing of where a corner lies. */
export const cornerElements: readonly string[] = ['left_top', 'right_top', 'right_bottom', 'left_bottom'].flatMap(
  (corner) => [`robndbox/x_${corner}`, `robndbox/y_${corner}`],
);

/** Pascal VOC as DIOR writes it. */
export const diorKind = pascalVocKind(['robndbox', ...cornerElements]);
