import type { DatasetFormat } from '../types.js';
import { amend } from './amend.js';
import { detect, open } from './open.js';
import { parse } from './parse.js';
import { write } from './write.js';

/** What roLabelImg writes, plain Pascal VOC included. */
export const rolabelimgFormat: DatasetFormat = { id: 'rolabelimg', detect, open, parse, amend, write };
