import { describe, expect, it } from 'vitest';
import { boundsOf, dangersOf } from '../bounds.js';
import { tensor } from '../evaluate.js';
import { gradient } from '../gradient.js';
import { runtimeError } from '../testing.js';
import type { DType } from '../types.js';
import { cast } from './cast.js';
import { constantOf } from './constant.js';
import { input } from './input.js';
import { reduceSum } from './reduce-sum.js';

describe('cast', () => {
  const numbers = tensor([9], [-2.5, -1, -0.5, -0, 0, 1e-40, 0.5, 1.5, 3]);
  const whole = tensor([4], [-3, 0, 1, 16777216]);
  it.each<[DType, DType, typeof numbers]>([
    ['float32', 'int64', numbers],
    ['float32', 'bool', tensor([4], [-1, 0, 0.25, Number.NaN])],
    ['int64', 'float32', whole],
    ['int64', 'bool', whole],
    ['bool', 'float32', tensor([2], [0, 1])],
    ['bool', 'int64', tensor([2], [0, 1])],
  ])('is its reference on ONNX Runtime from %s to %s', async (from, to, point) => {
    expect(await runtimeError((x) => cast(x, to), [point], [from])).toBe(0);
  });

  it('changes nothing where the type is the same', () => {
    const x = input('x', [2]);
    expect(cast(x, 'float32')).toBe(x);
  });

  it('lets no gradient through', () => {
    const x = input('x', [2]);
    const [slope] = gradient(reduceSum(cast(cast(x, 'int64'), 'float32')), [x]);
    expect(constantOf(slope)?.data).toBe(0);
  });

  it('bounds what it gives, and asks for bounds where int64 ends', () => {
    const x = input('x', []);
    const given = (low: number, high: number) => new Map([[x, { low, high, mayBeNaN: false }]]);
    const bool = cast(x, 'bool');
    const whole = cast(x, 'int64');
    expect(boundsOf([bool], given(0.5, 2)).get(bool)).toEqual({ low: 1, high: 1, mayBeNaN: false });
    expect(boundsOf([bool], given(-1, 1)).get(bool)).toEqual({ low: 0, high: 1, mayBeNaN: false });
    expect(boundsOf([bool], given(0, 0)).get(bool)).toEqual({ low: 0, high: 0, mayBeNaN: false });
    expect(boundsOf([whole], given(-1.5, 2.5)).get(whole)).toEqual({ low: -1, high: 2, mayBeNaN: false });
    expect(dangersOf([whole], given(-1.5, 1e18))).toEqual([]);
    expect(dangersOf([whole], given(-1.5, 1e19))).toMatchObject([{ kind: 'domain', input: 0 }]);
  });
});
