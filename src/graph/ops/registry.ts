import type { Op } from '../types.js';
import { absoluteOp } from './absolute.js';
import { acosOp } from './acos.js';
import { addOp } from './add.js';
import { areFiniteOp } from './are-finite.js';
import { areNaNOp } from './are-nan.js';
import { argMaxOp } from './arg-max.js';
import { atan2Op } from './atan2.js';
import { broadcastToOp } from './broadcast-to.js';
import { clampOp } from './clamp.js';
import { constantOp } from './constant.js';
import { cosOp } from './cos.js';
import { divideOp } from './divide.js';
import { equalOp } from './equal.js';
import { expOp } from './exp.js';
import { floorOp } from './floor.js';
import { greaterOp } from './greater.js';
import { greaterOrEqualOp } from './greater-or-equal.js';
import { inputOp } from './input.js';
import { lessOp } from './less.js';
import { lessOrEqualOp } from './less-or-equal.js';
import { logOp } from './log.js';
import { logicalAndOp } from './logical-and.js';
import { logicalNotOp } from './logical-not.js';
import { logicalOrOp } from './logical-or.js';
import { maximumOp } from './maximum.js';
import { minimumOp } from './minimum.js';
import { multiplyOp } from './multiply.js';
import { negateOp } from './negate.js';
import { powerOp } from './power.js';
import { powerOfOp } from './power-of.js';
import { reduceMaxOp } from './reduce-max.js';
import { reduceMinOp } from './reduce-min.js';
import { reduceSumOp } from './reduce-sum.js';
import { reduceSumSquareOp } from './reduce-sum-square.js';
import { reshapeOp } from './reshape.js';
import { sigmoidOp } from './sigmoid.js';
import { signOp } from './sign.js';
import { sinOp } from './sin.js';
import { softplusOp } from './softplus.js';
import { sqrtOp } from './sqrt.js';
import { squareOp } from './square.js';
import { stopGradientOp } from './stop-gradient.js';
import { subtractOp } from './subtract.js';
import { tanhOp } from './tanh.js';
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
  broadcastToOp,
  clampOp,
  constantOp,
  cosOp,
  divideOp,
  equalOp,
  expOp,
  floorOp,
  greaterOrEqualOp,
  greaterOp,
  inputOp,
  lessOrEqualOp,
  lessOp,
  logOp,
  logicalAndOp,
  logicalNotOp,
  logicalOrOp,
  maximumOp,
  minimumOp,
  multiplyOp,
  negateOp,
  powerOfOp,
  powerOp,
  reduceMaxOp,
  reduceMinOp,
  reduceSumSquareOp,
  reduceSumOp,
  reshapeOp,
  sigmoidOp,
  signOp,
  sinOp,
  softplusOp,
  sqrtOp,
  squareOp,
  stopGradientOp,
  subtractOp,
  tanhOp,
  whereOp,
] as readonly unknown[] as readonly Op[];
