import { cocoFormat } from './coco/index.js';
import { dotaFormat } from './dota/index.js';
import type { DatasetFormat, FormatId } from './types.js';
import { yoloObbFormat } from './yolo-obb/index.js';

/** Every format by its id. */
export const formats = { dota: dotaFormat, 'yolo-obb': yoloObbFormat, coco: cocoFormat } as Readonly<
  Record<FormatId, DatasetFormat>
>;
