import { section } from './section.js';

export const consequences = section({}, {});
