export { deformableColumns, deformableColumnsGradient, deformableOffsetGradient } from './deformable-columns';
export { rotatedFeatureAlign, rotatedFeatureAlignGradient } from './rotated-feature-align';
export { rotatedRoIAlign, rotatedRoIAlignGradient } from './rotated-roi-align';

/** First byte of the memory that the module leaves to its users. */
export const start: usize = __heap_base;
