import { describe, expect, it } from 'vitest';
import { boundsOf } from '../bounds.js';
import { tensor } from '../evaluate.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import type { Value } from '../types.js';
import { input } from './input.js';
import { pad } from './pad.js';

describe('pad', () => {
  it.each<[string, number[], number[], number]>([
    ['both ends', [1, 2], [2, 1], 0],
    ['one axis, with a value', [0, 0], [0, 3], 7],
    ['minus infinity', [1, 0], [0, 0], Number.NEGATIVE_INFINITY],
  ])('adds %s', async (_name, before, after, value) => {
    const build = (x: Value) => pad(x, before, after, value);
    const point = tensor([2, 3], numbers(6));
    if (Number.isFinite(value)) expect(gradientError(build, [point])).toBeLessThan(1e-7);
    expect(await runtimeError(build, [point])).toBe(0);
  });

  it('pads whole numbers and booleans', async () => {
    expect(await runtimeError((x) => pad(x, [1], [0], 1), [tensor([2], [0, 1])], ['bool'])).toBe(0);
    expect(await runtimeError((x) => pad(x, [1], [0], -3), [tensor([2], [5, 6])], ['int64'])).toBe(0);
  });

  it('bounds what it gives, its own value included', () => {
    const x = input('x', [2]);
    const y = pad(x, [0], [1], 5);
    expect(boundsOf([y], new Map([[x, { low: -1, high: 1, mayBeNaN: false }]])).get(y)).toEqual({
      low: -1,
      high: 5,
      mayBeNaN: false,
    });
  });

  it('refuses to take away', () => {
    expect(() => pad(input('x', [4]), [-1], [0])).toThrow('pad');
    expect(() => pad(input('x', [4]), [1, 1], [0, 0])).toThrow('pad');
  });
});
