import { section } from './section.js';

export const rules = section({}, {});
