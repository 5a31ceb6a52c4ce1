/** What an annotation does to training with MMRotate: computed from the box, not looked up. */
export { chainOf } from './chain.js';
export { consequencesOf } from './consequences.js';
export { problemConsequences } from './problem-consequences.js';
export { stockTrainSetup, trainingScale } from './train-setup.js';
