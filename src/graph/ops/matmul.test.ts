import { describe, expect, it } from 'vitest';
import { boundsOf, dangersOf } from '../bounds.js';
import { evaluate, tensor } from '../evaluate.js';
import { largestFloat32 } from '../interval.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import { sizeOf } from '../value.js';
import { constant } from './constant.js';
import { input } from './input.js';
import { matmul } from './matmul.js';
import { reshape } from './reshape.js';
import { boundViolations } from './testing.js';

const matrices = (...shapes: number[][]) => shapes.map((shape, i) => tensor(shape, numbers(sizeOf(shape), i + 1)));
const flips = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const;

describe('matmul', () => {
  it('multiplies rows by columns', () => {
    const product = matmul(constant([1, 2, 3, 4, 5, 6], [2, 3]), constant([1, 0, 0, 1, 1, 1], [3, 2]));
    expect([...evaluate([product])[0].data]).toEqual([4, 5, 10, 11]);
  });

  describe.each(flips)('with transposeA %s and transposeB %s', (transposeA, transposeB) => {
    const a = transposeA ? [3, 2] : [2, 3];
    const b = transposeB ? [4, 3] : [3, 4];
    it.each([
      [a, b],
      [
        [5, ...a],
        [5, ...b],
      ],
      [
        [2, 1, ...a],
        [3, ...b],
      ],
      [a, [2, ...b]],
    ])('has the gradient and the result of its reference for %j · %j', async (left, right) => {
      const points = matrices(left, right);
      const options = { transposeA, transposeB };
      expect(gradientError((x, y) => matmul(x, y, options), points)).toBeLessThan(1e-8);
      expect(await runtimeError((x, y) => matmul(x, y, options), points)).toBeLessThan(1e-6);
    });
  });

  it('keeps within the bounds of its interval rule', async () => {
    const build = (a: ReturnType<typeof input>, b: ReturnType<typeof input>) =>
      matmul(reshape(a, [-1, 2, 3]), reshape(b, [-1, 3, 2]));
    expect(await boundViolations(build, 2, [6])).toEqual([]);
  });

  it('says how large the operands may be', () => {
    const [a, b] = [input('a', [2, 100]), input('b', [100, 2])];
    const product = matmul(a, b);
    const given = (high: number) =>
      new Map([
        [a, { low: 0, high, mayBeNaN: false }],
        [b, { low: -2, high: 2, mayBeNaN: false }],
      ]);
    expect(boundsOf([product], given(1)).get(product)?.high).toBeCloseTo(200, 2);
    expect(dangersOf([product], given(1e36))).toEqual([]);
    const [danger] = dangersOf([product], given(1e37));
    expect(danger).toMatchObject({ kind: 'overflow', input: 0 });
    expect(danger.safe.high / (largestFloat32 / 200)).toBeCloseTo(1, 3);
  });

  it('refuses what does not fit', () => {
    expect(() => matmul(input('a', [2, 3]), input('b', [2, 3]))).toThrow('matmul');
    expect(() => matmul(input('a', [3]), input('b', [3, 2]))).toThrow('matmul');
    expect(() => matmul(input('a', [2, 2, 3]), input('b', [3, 3, 2]))).toThrow('matmul');
  });
});
