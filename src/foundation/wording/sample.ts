import { section } from './section.js';

export const sample = section({}, {});
