import { audit } from './audit.js';
import { cli } from './cli.js';
import { consequences } from './consequences.js';
import { datasets } from './datasets.js';
import { errors } from './errors.js';
import { report } from './report.js';
import { rules } from './rules.js';
import { sample } from './sample.js';
import { tiling } from './tiling.js';

/** Every text Keel shows a person. Code deals in keys and values; only this folder deals in sentences. */
export const catalogue = { audit, cli, consequences, datasets, errors, report, rules, sample, tiling };
