import { approximate, float32AtLeast, largestFloat32 } from '../interval.js';
import type { Value } from '../types.js';
import { apply } from '../value.js';
import { absolute } from './absolute.js';
import { add } from './add.js';
import { binaryOp } from './binary.js';
import { clamp } from './clamp.js';
import { unguardedDivide } from './divide.js';
import { maximum } from './maximum.js';
import { multiply } from './multiply.js';
import { negate } from './negate.js';
import { square } from './square.js';

/** The smallest positive float32. */
const smallestFloat32 = 2 ** -149;

/** Points nearer to the origin than this have no usable direction. */
const origin = 1e-30;

export const atan2Op = binaryOp({
  name: 'atan2',
  // + 0 turns −0 into 0: the emitted form cannot tell them apart.
  compute: (y, x) => Math.atan2(y + 0, x + 0),
  emit: ({ inputs: [y, x], outputs: [angle] }, emitter) => {
    const number = (value: number) => emitter.constant('float32', [], [value]);
    const node = (type: string, ...inputs: string[]) => emitter.node(type, inputs);
    // Infinities become the largest number, so that ∞ / ∞ is 1.
    const size = (value: Value) => node('Min', node('Abs', emitter.nameOf(value)), number(largestFloat32));
    const [sizeY, sizeX] = [size(y), size(x)];
    const steep = node('Greater', sizeY, sizeX);
    const longer = node('Max', sizeY, sizeX);
    const ratio = node('Div', node('Min', sizeY, sizeX), node('Max', longer, number(smallestFloat32)));
    const flat = node('Atan', ratio);
    const first = node('Where', steep, node('Sub', number(Math.PI / 2), flat), flat);
    const left = node('Less', emitter.nameOf(x), number(0));
    const upper = node('Where', left, node('Sub', number(Math.PI), first), first);
    const below = node('Less', emitter.nameOf(y), number(0));
    emitter.node('Where', [below, node('Neg', upper), upper], {}, emitter.nameOf(angle));
  },
  gradient: (arriving, y, x) => {
    // (x, −y) / (x² + y²), with both scaled to at most 1 before they are squared.
    const scale = clamp(maximum(absolute(x), absolute(y)), origin, largestFloat32);
    const [scaledY, scaledX] = [unguardedDivide(y, scale), unguardedDivide(x, scale)];
    const length = clamp(add(square(scaledY), square(scaledX)), 0.5, 2);
    const turning = unguardedDivide(unguardedDivide(arriving, scale), length);
    return [multiply(turning, scaledX), negate(multiply(turning, scaledY))];
  },
  interval: (y, x) => {
    const mayBeNaN = y.mayBeNaN || x.mayBeNaN;
    const half = x.low >= 0 ? Math.PI / 2 : Math.PI;
    const range = [y.low >= 0 ? 0 : -half, y.high < 0 ? 0 : half] as const;
    if (x.low <= 0)
      return approximate(range[0], range[1], mayBeNaN, [-float32AtLeast(Math.PI), float32AtLeast(Math.PI)]);
    const corners = [y.low, y.high].flatMap((b) => [Math.atan2(b, x.low), Math.atan2(b, x.high)]);
    return approximate(Math.min(...corners), Math.max(...corners), mayBeNaN);
  },
});

/**
 * The angle of the point (x, y) in (−π, π], radians, with broadcasting; 0 at the origin, where the gradient is 0 too, and
 * −0 counts as 0 (S8). Finite and with a finite gradient for all finite inputs. float32.
 */
export function atan2(y: Value, x: Value): Value {
  return apply(atan2Op, [y, x], undefined);
}
