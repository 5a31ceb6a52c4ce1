export { defaultMergeThreshold, type MergeOptions, type MergeResult, mergeDetections } from './merge.js';
export { type SplitOptions, type SplitResult, splitDataset, splitDefaults } from './split.js';
export { parseWindowName } from './window-name.js';
export { type Window, windowsOf } from './windows.js';
