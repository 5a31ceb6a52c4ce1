export { activeRotatedFilter } from './active-rotated-filter.js';
export { type DeformableOptions, deformableColumns } from './deformable-columns.js';
export { type DeformableConvolutionOptions, deformableConvolution } from './deformable-convolution.js';
export { kernelBuffers } from './kernel-memory.js';
export { type RotatedFeatureAlignOptions, rotatedFeatureAlign } from './rotated-feature-align.js';
export { type RotatedRoIAlignOptions, rotatedRoIAlign } from './rotated-roi-align.js';
export { rotationInvariantPool } from './rotation-invariant-pool.js';
export { kernelThreads, setKernelThreads, stopKernelThreads } from './threads.js';
