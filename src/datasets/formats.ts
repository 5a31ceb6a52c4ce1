import { dotaFormat } from './dota/index.js';
import type { DatasetFormat, FormatId } from './types.js';

/** Every format by its id. */
export const formats = { dota: dotaFormat } as Readonly<Record<FormatId, DatasetFormat>>;
