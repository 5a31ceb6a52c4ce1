import { describe, expect, it } from 'vitest';
import { tensor } from '../evaluate.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import { sizeOf } from '../value.js';
import { broadcastTo } from './broadcast-to.js';
import { constant } from './constant.js';

describe('broadcastTo', () => {
  it.each([
    [[], [2, 3]],
    [[3], [2, 3]],
    [
      [2, 1, 3],
      [2, 4, 3],
    ],
    [
      [2, 1],
      [5, 2, 3],
    ],
  ])('from %j to %j has its gradient and its reference on ONNX Runtime', async (from, to) => {
    const points = [tensor(from, numbers(sizeOf(from)))];
    expect(gradientError((x) => broadcastTo(x, to), points)).toBeLessThan(1e-8);
    expect(await runtimeError((x) => broadcastTo(x, to), points)).toBeLessThan(1e-7);
  });

  it('refuses shapes that do not broadcast, and does nothing for the same shape', () => {
    const x = constant([1, 2], [2]);
    expect(broadcastTo(x, [2])).toBe(x);
    expect(() => broadcastTo(x, [3])).toThrow('broadcast-to');
    expect(() => broadcastTo(x, [])).toThrow('broadcast-to');
  });
});
