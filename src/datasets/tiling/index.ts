export { defaultMergeThreshold, type MergeOptions, type MergeResult, mergeDetections } from './merge.js';
export { type SplitOptions, type SplitProblem, type SplitResult, splitDataset, splitDefaults } from './split.js';
export { parseWindowName, type WindowPlace } from './window-name.js';
export { type Window, type WindowOptions, windowsOf } from './windows.js';
