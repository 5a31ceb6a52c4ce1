/** Datasets that the program draws itself, with the defects of real ones. */
export { defectsByName } from './defects/defects.js';
export { makeSample, manifestName, sampleDefaults } from './make-sample.js';
export * from './types.js';
