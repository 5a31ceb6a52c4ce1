import { holdsZero, largestFloat32, magnitude, outward } from '../interval.js';
import type { Value } from '../types.js';
import { apply } from '../value.js';
import { constant } from './constant.js';
import { multiply } from './multiply.js';
import { unaryOp } from './unary.js';

const root = Math.sqrt(largestFloat32);

export const squareOp = unaryOp({
  name: 'square',
  compute: (x) => x * x,
  emit: ({ inputs: [x], outputs: [y] }, emitter) => {
    emitter.node('Mul', [emitter.nameOf(x), emitter.nameOf(x)], {}, emitter.nameOf(y));
  },
  gradient: (arriving, x) => multiply(arriving, multiply(constant(2), x)),
  interval: (x) => {
    const least = holdsZero(x) ? 0 : Math.min(x.low * x.low, x.high * x.high);
    return outward(least, magnitude(x) ** 2, x.mayBeNaN);
  },
  danger: (x) => (magnitude(x) > root ? [{ kind: 'overflow', input: 0, safe: { low: -root, high: root } }] : []),
});

/** x². float32; overflows beyond 1.8e19. */
export function square(x: Value): Value {
  return apply(squareOp, [x], undefined);
}
