import { section } from './section.js';

export const datasets = section({}, {});
