import { section } from './section.js';

export const report = section({}, {});
