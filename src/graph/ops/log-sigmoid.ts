import type { Value } from '../types.js';
import { negate } from './negate.js';
import { softplus } from './softplus.js';

/** ln sigmoid(x), as −softplus(−x): finite and with the right gradient where the sigmoid is 0 (S17). float32. */
export function logSigmoid(x: Value): Value {
  return negate(softplus(negate(x)));
}
