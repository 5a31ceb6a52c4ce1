import type { DatasetFormat } from '../types.js';
import { amend } from './amend.js';
import { detect, open } from './open.js';
import { parse } from './parse.js';
import { write } from './write.js';

/** COCO JSON with oriented boxes as four corners in `segmentation` or as five numbers in `bbox`. */
export const cocoFormat: DatasetFormat = { id: 'coco', detect, open, parse, amend, write };
