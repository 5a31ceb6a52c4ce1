import type { Value } from '../types.js';
import { apply } from '../value.js';
import { multiply } from './multiply.js';
import { negate } from './negate.js';
import { sin } from './sin.js';
import { trigonometricOp } from './trigonometric.js';

export const cosOp = trigonometricOp('cos', 'Cos', Math.cos, 0, (arriving, x) => negate(multiply(arriving, sin(x))));

/** The cosine of an angle in radians. float32. NaN only where x is not finite. */
export function cos(x: Value): Value {
  return apply(cosOp, [x], undefined);
}
