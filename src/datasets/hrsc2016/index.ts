import type { DatasetFormat } from '../types.js';
import { amend } from './amend.js';
import { detect, open } from './open.js';
import { parse } from './parse.js';
import { write } from './write.js';

/** HRSC2016, with all ships as one class or with its 31 classes. */
export const hrsc2016Format: DatasetFormat = { id: 'hrsc2016', detect, open, parse, amend, write };
