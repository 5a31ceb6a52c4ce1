import { describe, expect, it } from 'vitest';
import { tensor } from '../evaluate.js';
import { gradient } from '../gradient.js';
import { absolute } from '../ops/absolute.js';
import { acos, unguardedAcos } from '../ops/acos.js';
import { add } from '../ops/add.js';
import { atan2 } from '../ops/atan2.js';
import { constant } from '../ops/constant.js';
import { cos } from '../ops/cos.js';
import { unguardedDivide } from '../ops/divide.js';
import { exp, unguardedExp } from '../ops/exp.js';
import { greater } from '../ops/greater.js';
import { input } from '../ops/input.js';
import { less } from '../ops/less.js';
import { log, unguardedLog } from '../ops/log.js';
import { logSigmoid } from '../ops/log-sigmoid.js';
import { multiply } from '../ops/multiply.js';
import { reciprocal } from '../ops/reciprocal.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { reduceSumSquare } from '../ops/reduce-sum-square.js';
import { sigmoid } from '../ops/sigmoid.js';
import { sin } from '../ops/sin.js';
import { sqrt, unguardedSqrt } from '../ops/sqrt.js';
import { square } from '../ops/square.js';
import { subtract } from '../ops/subtract.js';
import { where } from '../ops/where.js';
import { runOnRuntime } from '../testing.js';
import type { Value } from '../types.js';
import { distanceLoss } from './distance-loss.js';
import type { BoxColumns } from './gaussian.js';
import { gaussianBhattacharyya } from './gaussian-bhattacharyya.js';
import { gaussianKld } from './gaussian-kld.js';
import { globalNorm } from './global-norm.js';
import { kfIouLoss } from './kf-iou.js';
import { logRatioTarget } from './log-ratio-target.js';
import { smoothL1 } from './smooth-l1.js';
import { covariance, ofColumns, transposed } from './testing.js';
import { xLogX } from './x-log-x.js';

/** Value and gradients of a function at columns of numbers, as ONNX Runtime computes them in float32. */
async function onRuntime(build: (...inputs: Value[]) => Value, ...columns: readonly (readonly number[])[]) {
  const inputs = columns.map((column, index) => input(`x${index}`, [column.length]));
  const value = build(...inputs);
  const results = [value, ...gradient(reduceSum(value), inputs)];
  const points = columns.map((column) => tensor([column.length], column));
  const [values, ...slopes] = await runOnRuntime(results, inputs, points);
  return { value: Array.from(values.data, Number), slopes: slopes.map(({ data }) => Array.from(data, Number)) };
}

const { NaN: nan, POSITIVE_INFINITY: infinity, NEGATIVE_INFINITY: minusInfinity } = Number;
const allFinite = ({ value, slopes }: { value: number[]; slopes: number[][] }) =>
  [...value, ...slopes.flat()].every(Number.isFinite);

describe('R1: regression losses of bad targets, and clipping', () => {
  /** As the peers write it: both branches are computed, and 0 · ∞ comes back through the one that is not taken. */
  const plainSmoothL1 = (prediction: Value, target: Value) => {
    const beta = 1 / 9;
    const d = absolute(subtract(prediction, target));
    const near = multiply(multiply(d, d), constant(0.5 / beta));
    return where(less(d, constant(beta)), near, subtract(d, constant(0.5 * beta)));
  };

  it('smooth L1 of an infinite target: gradient NaN in the plain form, ±1 in the safe one', async () => {
    const [predictions, targets] = [
      [0.5, 0.5, 0.5],
      [minusInfinity, infinity, -1e30],
    ];
    const plain = await onRuntime(plainSmoothL1, predictions, targets);
    expect(plain.value.slice(0, 2)).toEqual([infinity, infinity]);
    expect(plain.slopes[0].slice(0, 2)).toEqual([nan, nan]);
    const safe = await onRuntime((p, t) => smoothL1(p, t, 1 / 9), predictions, targets);
    expect(safe.slopes[0]).toEqual([1, -1, 1]);
  });

  it('with the safe target, value and gradient of a box without a side are finite', async () => {
    const loss = (target: Value) => smoothL1(constant(0.5), target, 1 / 9);
    const side = [
      [0, 0],
      [16, 0],
    ];
    const plain = await onRuntime((g, p) => plainSmoothL1(constant(0.5), unguardedLog(unguardedDivide(g, p))), ...side);
    expect(plain.value).toEqual([infinity, nan]);
    expect(allFinite(await onRuntime((g, p) => loss(logRatioTarget(g, p)), ...side))).toBe(true);
  });

  it('a norm of large finite gradients overflows when squared first', async () => {
    const plain = await onRuntime((x) => unguardedSqrt(reduceSumSquare(x)), [2e19, 1]);
    expect(plain.value).toEqual([infinity]);
    expect((await onRuntime((x) => globalNorm([x]), [2e19, 1])).value[0]).toBeCloseTo(2e19, -14);
  });
});

describe('R4: borders of domains', () => {
  const zero = constant(0);
  it.each<[string, (x: Value) => Value, (x: Value) => Value, number, 'value' | 'gradient']>([
    ['√0', unguardedSqrt, (x) => sqrt(x), 0, 'gradient'],
    [
      '√x chosen by where(x > 0)',
      (x) => where(greater(x, zero), unguardedSqrt(x), zero),
      (x) => sqrt(x),
      0,
      'gradient',
    ],
    [
      'hypot(0, 0)',
      (x) => unguardedSqrt(add(square(x), square(x))),
      (x) => sqrt(add(square(x), square(x))),
      0,
      'gradient',
    ],
    ['acos 1', unguardedAcos, acos, 1, 'gradient'],
    ['ln 0', unguardedLog, (x) => log(x), 0, 'value'],
    ['0 · ln 0', (x) => multiply(x, unguardedLog(x)), (x) => xLogX(x), 0, 'value'],
    ['ln sigmoid(−200)', (x) => unguardedLog(sigmoid(x)), logSigmoid, -200, 'value'],
    ['e⁸⁹', unguardedExp, (x) => exp(x), 89, 'value'],
    ['1 / 0', (x) => unguardedDivide(constant(1), x), (x) => reciprocal(x), 0, 'value'],
  ])('%s', async (_name, plain, safe, at, what) => {
    const unguarded = await onRuntime(plain, [at]);
    expect(Number.isFinite(what === 'value' ? unguarded.value[0] : unguarded.slopes[0][0])).toBe(false);
    expect(allFinite(await onRuntime(safe, [at]))).toBe(true);
  });

  it('atan2(0, 0)', async () => {
    const plain = await onRuntime(
      (y, x) => {
        const length = add(square(x), square(y));
        return add(unguardedDivide(x, length), unguardedDivide(y, length));
      },
      [0],
      [0],
    );
    expect(plain.value).toEqual([nan]);
    expect(await onRuntime(atan2, [0], [0])).toEqual({ value: [0], slopes: [[0], [expect.closeTo(0)]] });
  });
});

/** The covariance matrix of boxes by the product R S² Rᵀ, and its determinant by subtraction, as the peers have them. */
function determinant({ w, h, theta }: BoxColumns): Value {
  const [c, s] = [cos(theta), sin(theta)];
  const [a, b] = [square(multiply(w, constant(0.5))), square(multiply(h, constant(0.5)))];
  const xx = add(multiply(multiply(c, a), c), multiply(multiply(s, b), s));
  const yy = add(multiply(multiply(s, a), s), multiply(multiply(c, b), c));
  const xy = subtract(multiply(multiply(c, a), s), multiply(multiply(s, b), c));
  return subtract(multiply(xx, yy), square(xy));
}

/** Boxes of R5 whose determinant by subtraction is zero or below: a side of 0 or 1e-3 px, rotated. */
const slivers = Array.from({ length: 40 }, (_, i) => [50, 50, 40, i % 2 === 0 ? 0 : 1e-3, 0.1 + 0.07 * i]);
const partner = [50, 50, 40, 12, 0.6];

describe('R5: Gaussian losses of rotated boxes without a side', () => {
  const columns = transposed(slivers.map((box) => [...partner, ...box]));

  it('the logarithm of a determinant by subtraction is not finite, with a gradient that is not either', async () => {
    const plain = await onRuntime(
      ofColumns((_first, second) => unguardedLog(determinant(second))),
      ...columns,
    );
    expect(plain.value.filter((value) => !Number.isFinite(value)).length).toBeGreaterThan(10);
    expect(plain.slopes.flat().filter((slope) => !Number.isFinite(slope)).length).toBeGreaterThan(10);
  });

  it.each<[string, (p: BoxColumns, t: BoxColumns) => Value]>([
    ['KLD', (p, t) => distanceLoss(gaussianKld(p, t))],
    ['BCD', (p, t) => distanceLoss(gaussianBhattacharyya(p, t))],
    ['KFIoU', (p, t) => kfIouLoss(p, t, 'ln')],
  ])('%s in closed form is finite in value and gradient, whichever box is the sliver', async (_name, loss) => {
    expect(allFinite(await onRuntime(ofColumns(loss), ...columns))).toBe(true);
    expect(
      allFinite(
        await onRuntime(
          ofColumns((p, t) => loss(t, p)),
          ...columns,
        ),
      ),
    ).toBe(true);
  });
});

describe('R6: determinants by subtraction in float32', () => {
  const angles = Array.from({ length: 500 }, (_, i) => (Math.PI * (i + 0.37)) / 500);
  const boxes = (aspect: number) =>
    angles.map((theta) => [0, 0, 10 * Math.sqrt(aspect), 10 / Math.sqrt(aspect), theta]);
  const determinants = (aspect: number) =>
    boxes(aspect).map((box) => {
      const [xx, xy, yy] = covariance(box.map(Math.fround), Math.fround);
      return Math.fround(Math.fround(xx * yy) - Math.fround(xy * xy));
    });
  const worst = (found: readonly number[]) => Math.max(...found.map((det) => Math.abs(det / 625 - 1)));

  it('are off by 0.1 % at aspect 100 and negative for many angles at aspect 10 000', () => {
    expect(worst(determinants(100))).toBeGreaterThan(1e-4);
    expect(worst(determinants(100))).toBeLessThan(1e-2);
    expect(determinants(1e4).filter((det) => det <= 0).length).toBeGreaterThan(angles.length / 10);
  });

  it('are right to rounding as a product, at any aspect', async () => {
    for (const aspect of [100, 1e4, 1e5]) {
      const [, , w, h] = transposed(boxes(aspect));
      const half = (side: Value) => square(multiply(side, constant(0.5)));
      expect(worst((await onRuntime((p, q) => multiply(half(p), half(q)), w, h)).value)).toBeLessThan(1e-6);
    }
  });
});
