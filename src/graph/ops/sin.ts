import type { Value } from '../types.js';
import { apply } from '../value.js';
import { cos } from './cos.js';
import { multiply } from './multiply.js';
import { trigonometricOp } from './trigonometric.js';

export const sinOp = trigonometricOp('sin', 'Sin', Math.sin, Math.PI / 2, (arriving, x) => multiply(arriving, cos(x)));

/** The sine of an angle in radians. float32. NaN only where x is not finite. */
export function sin(x: Value): Value {
  return apply(sinOp, [x], undefined);
}
