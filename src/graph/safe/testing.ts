import { expect } from 'vitest';
import { dangersOf } from '../bounds.js';
import { evaluate, tensor } from '../evaluate.js';
import { gradient } from '../gradient.js';
import { input } from '../ops/input.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import type { ReferenceTensor, Value } from '../types.js';
import type { BoxColumns } from './gaussian.js';

type Build = (...inputs: Value[]) => Value;

/** Values of a function of columns of numbers, in float64. */
export function valuesOf(build: Build, ...columns: readonly (readonly number[])[]): number[] {
  const inputs = columns.map((column, index) => input(`x${index}`, [column.length]));
  const feeds = new Map(inputs.map((value, index) => [value, tensor(value.shape, columns[index])]));
  return [...evaluate([build(...inputs)], feeds)[0].data];
}

/**
 * Expects a function of columns to have the gradient of central differences, and value and gradient on ONNX Runtime to be
 * those of the reference.
 */
export async function expectGradientAndRuntime(
  build: Build,
  columns: readonly (readonly number[])[],
  { gradient: gradientBound = 1e-6, runtime = 1e-5 } = {},
): Promise<void> {
  const points = columns.map((column) => tensor([column.length], column));
  expect(gradientError(build, points)).toBeLessThan(gradientBound);
  expect(await runtimeError(withGradient(build), points)).toBeLessThan(runtime);
}

/** Expects value and gradient to be finite on ONNX Runtime, and there to agree with the reference. */
export async function expectFinite(
  build: Build,
  columns: readonly (readonly number[])[],
  runtime = 1e-3,
): Promise<void> {
  const points = columns.map((column) => tensor([column.length], column.map(Math.fround)));
  const inputs = points.map(({ shape }, index) => input(`x${index}`, shape));
  const results = evaluate(
    withGradient(build)(...inputs),
    new Map(inputs.map((value, index) => [value, points[index]])),
  );
  for (const { data } of results) expect([...data].filter((element) => !Number.isFinite(element))).toEqual([]);
  expect(await runtimeError(withGradient(build), points)).toBeLessThan(runtime);
}

/** Value and gradients of a function's sum. */
export function withGradient(build: Build): (...inputs: Value[]) => Value[] {
  return (...inputs) => {
    const value = build(...inputs);
    return [value, ...gradient(reduceSum(value), inputs)];
  };
}

/**
 * Where value or gradient could stop being finite while inputs keep to these bounds, as far as interval analysis can tell: an
 * empty list is a proof.
 */
export function dangersWithin(
  build: Build,
  bounds: readonly (readonly [number, number])[],
  options: { readonly withGradient?: boolean } = {},
): string[] {
  const inputs = bounds.map((_, index) => input(`x${index}`, [4]));
  const given = new Map(inputs.map((value, i) => [value, { low: bounds[i][0], high: bounds[i][1], mayBeNaN: false }]));
  const results = (options.withGradient ?? true) ? withGradient(build)(...inputs) : [build(...inputs)];
  return dangersOf(results, given).map(
    ({ node, kind, input: watched, safe }) =>
      `${kind} at input ${watched} of ${node.outputs[0].name}: keep within [${safe.low}, ${safe.high}]`,
  );
}

/** A function of two boxes as a function of their ten columns. */
export function ofColumns(build: (first: BoxColumns, second: BoxColumns) => Value): Build {
  return (...c) => build(columns(c.slice(0, 5)), columns(c.slice(5)));
}

function columns([cx, cy, w, h, theta]: readonly Value[]): BoxColumns {
  return { cx, cy, w, h, theta };
}

/** Rows of cx, cy, w, h, theta as columns. */
export function transposed(rows: readonly (readonly number[])[]): number[][] {
  return rows[0].map((_, column) => rows.map((row) => row[column]));
}

/** Random pairs of overlapping boxes, as ten columns. */
export function boxPairs(count: number): number[][] {
  const u = numbers(count * 10, 11);
  const rows = Array.from({ length: count }, (_, i) => {
    const at = (k: number) => u[i * 10 + k];
    const [w, h] = [20 * Math.exp(1.5 * at(2)), 10 * Math.exp(at(3))];
    return [
      300 * at(0),
      300 * at(1),
      w,
      h,
      1.5 * at(4),
      300 * at(0) + 9 * at(5),
      300 * at(1) + 9 * at(6),
      w * Math.exp(0.5 * at(7)),
      h * Math.exp(0.5 * at(8)),
      1.5 * at(9),
    ];
  });
  return transposed(rows);
}

/** Covariance matrix R diag(w²/4, h²/4) Rᵀ, entry by entry, rounded after every step by `round`. */
export function covariance([, , w, h, theta]: readonly number[], round = (x: number) => x): [number, number, number] {
  const [c, s] = [round(Math.cos(theta)), round(Math.sin(theta))];
  const [a, b] = [round(round(0.5 * w) ** 2), round(round(0.5 * h) ** 2)];
  const [ca, cb, sa, sb] = [round(c * a), round(-s * b), round(s * a), round(c * b)];
  return [
    round(round(ca * c) + round(cb * -s)),
    round(round(ca * s) + round(cb * c)),
    round(round(sa * s) + round(sb * c)),
  ];
}

/** The four distances between two boxes by the matrix formulas of the peers, in float64. */
export function matrixDistances(first: readonly number[], second: readonly number[]) {
  const [p, t] = [covariance(first), covariance(second)];
  const sum = p.map((entry, i) => entry + t[i]) as [number, number, number];
  const det = ([xx, xy, yy]: readonly number[]) => xx * yy - xy * xy;
  const product = (m: readonly number[], n: readonly number[]) => m[0] * n[0] + 2 * m[1] * n[1] + m[2] * n[2];
  const inverse = (m: readonly number[]) => [m[2] / det(m), -m[1] / det(m), m[0] / det(m)];
  const [dx, dy] = [second[0] - first[0], second[1] - first[1]];
  const quadratic = (m: readonly number[]) => m[0] * dx * dx + 2 * m[1] * dx * dy + m[2] * dy * dy;
  const overlap = Math.sqrt(product(p, t) + 2 * Math.sqrt(det(p) * det(t)));
  const fused = 4 * Math.sqrt((det(p) * det(t)) / det(sum));
  return {
    kld: 0.5 * (quadratic(inverse(p)) + product(inverse(p), t) + Math.log(det(p) / det(t))) - 1,
    wasserstein: dx * dx + dy * dy + p[0] + p[2] + t[0] + t[2] - 2 * overlap,
    bhattacharyya: 0.5 * Math.log(det(sum) / 4 / Math.sqrt(det(p) * det(t))) + 0.25 * quadratic(inverse(sum)),
    kfIou: fused / (4 * Math.sqrt(det(p)) + 4 * Math.sqrt(det(t)) - fused + 1e-6),
  };
}

/** A tensor of one column. */
export function column(...values: number[]): ReferenceTensor {
  return tensor([values.length], values);
}
