import { cocoFormat } from './coco/index.js';
import { diorFormat } from './dior/index.js';
import { dotaFormat } from './dota/index.js';
import { hrsc2016Format } from './hrsc2016/index.js';
import { rolabelimgFormat } from './rolabelimg/index.js';
import type { DatasetFormat, FormatId } from './types.js';
import { yoloObbFormat } from './yolo-obb/index.js';

/** Every format by its id. */
export const formats: Readonly<Record<FormatId, DatasetFormat>> = {
  dota: dotaFormat,
  dior: diorFormat,
  hrsc2016: hrsc2016Format,
  'yolo-obb': yoloObbFormat,
  coco: cocoFormat,
  rolabelimg: rolabelimgFormat,
};
