import type { DatasetFormat } from '../types.js';
import { amend } from './amend.js';
import { detect, open } from './open.js';
import { parse } from './parse.js';
import { write } from './write.js';

/** YOLO-OBB as Ultralytics defines it: class ids and four normalised corners, with a `data.yaml`. */
export const yoloObbFormat: DatasetFormat = { id: 'yolo-obb', detect, open, parse, amend, write };
