import type { Op } from '../types.js';
import { absoluteOp } from './absolute.js';
import { acosOp } from './acos.js';
import { addOp } from './add.js';
import { areFiniteOp } from './are-finite.js';
import { areNaNOp } from './are-nan.js';
import { argMaxOp } from './arg-max.js';
import { atan2Op } from './atan2.js';
import { blockedConv2dOp } from './blocked-conv2d.js';
import { blockedConv2dWeightGradientOp } from './blocked-conv2d-weight-gradient.js';
import { blockedMaxPool2dOp } from './blocked-max-pool2d.js';
import { broadcastToOp } from './broadcast-to.js';
import { castOp } from './cast.js';
import { clampOp } from './clamp.js';
import { concatOp } from './concat.js';
import { constantOp } from './constant.js';
import { conv2dOp } from './conv2d.js';
import { conv2dInputGradientOp } from './conv2d-input-gradient.js';
import { conv2dWeightGradientOp } from './conv2d-weight-gradient.js';
import { copyOp } from './copy.js';
import { cosOp } from './cos.js';
import { divideOp } from './divide.js';
import { equalOp } from './equal.js';
import { expOp } from './exp.js';
import { floorOp } from './floor.js';
import { gatherOp } from './gather.js';
import { gatherElementsOp } from './gather-elements.js';
import { greaterOp } from './greater.js';
import { greaterOrEqualOp } from './greater-or-equal.js';
import { inputOp } from './input.js';
import { lessOp } from './less.js';
import { lessOrEqualOp } from './less-or-equal.js';
import { logOp } from './log.js';
import { logSoftmaxOp } from './log-softmax.js';
import { logicalAndOp } from './logical-and.js';
import { logicalNotOp } from './logical-not.js';
import { logicalOrOp } from './logical-or.js';
import { matmulOp } from './matmul.js';
import { maxPool2dOp, maxPool2dPlacesOp } from './max-pool2d.js';
import { maximumOp } from './maximum.js';
import { minimumOp } from './minimum.js';
import { multiplyOp } from './multiply.js';
import { negateOp } from './negate.js';
import { oneHotOp } from './one-hot.js';
import { padOp } from './pad.js';
import { powerOp } from './power.js';
import { powerOfOp } from './power-of.js';
import { reduceMaxOp } from './reduce-max.js';
import { reduceMinOp } from './reduce-min.js';
import { reduceSumOp } from './reduce-sum.js';
import { reduceSumSquareOp } from './reduce-sum-square.js';
import { reluOp } from './relu.js';
import { reshapeOp } from './reshape.js';
import { scatterAddOp } from './scatter-add.js';
import { sigmoidOp } from './sigmoid.js';
import { signOp } from './sign.js';
import { sinOp } from './sin.js';
import { sliceOp } from './slice.js';
import { softmaxOp } from './softmax.js';
import { softplusOp } from './softplus.js';
import { sqrtOp } from './sqrt.js';
import { squareOp } from './square.js';
import { stopGradientOp } from './stop-gradient.js';
import { subtractOp } from './subtract.js';
import { tanhOp } from './tanh.js';
import { topKOp } from './top-k.js';
import { transposeOp } from './transpose.js';
import { upsampleNearest2dOp } from './upsample-nearest2d.js';
import { whereOp } from './where.js';

/** Every operation of the graph: what is documented, and what a prover or a reader of models can meet. */
export const operations = [
  absoluteOp,
  acosOp,
  addOp,
  areFiniteOp,
  areNaNOp,
  argMaxOp,
  atan2Op,
  blockedConv2dOp,
  blockedConv2dWeightGradientOp,
  blockedMaxPool2dOp,
  broadcastToOp,
  castOp,
  clampOp,
  concatOp,
  constantOp,
  conv2dInputGradientOp,
  conv2dWeightGradientOp,
  conv2dOp,
  copyOp,
  cosOp,
  divideOp,
  equalOp,
  expOp,
  floorOp,
  gatherElementsOp,
  gatherOp,
  greaterOrEqualOp,
  greaterOp,
  inputOp,
  lessOrEqualOp,
  lessOp,
  logSoftmaxOp,
  logOp,
  logicalAndOp,
  logicalNotOp,
  logicalOrOp,
  matmulOp,
  maxPool2dOp,
  maxPool2dPlacesOp,
  maximumOp,
  minimumOp,
  multiplyOp,
  negateOp,
  oneHotOp,
  padOp,
  powerOfOp,
  powerOp,
  reduceMaxOp,
  reduceMinOp,
  reduceSumSquareOp,
  reduceSumOp,
  reluOp,
  reshapeOp,
  scatterAddOp,
  sigmoidOp,
  signOp,
  sinOp,
  sliceOp,
  softmaxOp,
  softplusOp,
  sqrtOp,
  squareOp,
  stopGradientOp,
  subtractOp,
  tanhOp,
  topKOp,
  transposeOp,
  upsampleNearest2dOp,
  whereOp,
] as readonly unknown[] as readonly Op[];
