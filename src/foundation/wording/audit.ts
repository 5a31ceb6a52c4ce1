import { section } from './section.js';

export const audit = section({}, {});
