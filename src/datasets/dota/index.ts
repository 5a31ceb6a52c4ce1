import type { DatasetFormat } from '../types.js';
import { amend } from './amend.js';
import { detect, open } from './open.js';
import { parse } from './parse.js';
import { write } from './write.js';

/** DOTA v1.0, v1.5 and v2.0, and anything else in its text format. */
export const dotaFormat: DatasetFormat = { id: 'dota', detect, open, parse, amend, write };
