import type { DatasetFormat } from '../types.js';
import { amend } from './amend.js';
import { detect, open } from './open.js';
import { parse } from './parse.js';
import { write } from './write.js';

/** DIOR-R with oriented boxes, and DIOR with horizontal ones. */
export const diorFormat: DatasetFormat = { id: 'dior', detect, open, parse, amend, write };
