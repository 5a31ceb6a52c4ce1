export { type AdamWSettings, adamW } from './adam-w.js';
export type { Optimiser, Update, UpdateInputs } from './optimiser.js';
export type { StepState } from './rotating-state.js';
export type { SavedState } from './saved-state.js';
export { type SgdSettings, sgd } from './sgd.js';
export type { ParameterGroup, StepDescription } from './step-graph.js';
export type { StepResult } from './step-result.js';
export { compileStep, type StepOptions, type StepRunOptions, TrainingStep } from './training-step.js';
