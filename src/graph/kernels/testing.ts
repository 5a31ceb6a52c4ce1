import { existsSync, readFileSync } from 'node:fs';
import { evaluate, tensor } from '../evaluate.js';
import { gradient } from '../gradient.js';
import { constant } from '../ops/constant.js';
import { input } from '../ops/input.js';
import { multiply } from '../ops/multiply.js';
import { reduceSum } from '../ops/reduce-sum.js';
import type { Buffers } from '../runtime/buffers.js';
import { compile } from '../runtime/program.js';
import type { ReferenceTensor, Shape, Value } from '../types.js';
import { sizeOf } from '../value.js';

const folder = new URL('../../../../shared/goldens/vectors/', import.meta.url);

/** Whether the reference values outside the repository are there. */
export const hasVectors: boolean = existsSync(folder);

/** For the names of tests that need them. */
export const unlessAbsent: string = hasVectors ? '' : ' (skipped: ../shared/goldens/vectors is absent)';

/** The cases of a file of reference values; none without it. */
export function vectors<Case>(name: string): Case[] {
  return hasVectors ? JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')).cases : [];
}

/** Numbers in nested lists. */
export type Nested = readonly (number | Nested)[];

/** A tensor from nested lists. */
export function nested(lists: Nested): ReferenceTensor {
  const shape: number[] = [];
  for (let list: number | Nested = lists; typeof list !== 'number'; list = list[0]) shape.push(list.length);
  return tensor(shape, flat(lists));
}

/** All numbers of nested lists, in order. */
export function flat(lists: Nested): number[] {
  return (lists as number[]).flat(9);
}

/** Deterministic numbers between two bounds, in float32. */
export function between(low: number, high: number, shape: Shape, seed: number): ReferenceTensor {
  let state = seed;
  const next = (): number => {
    state = (state * 48271) % 2147483647;
    return Math.fround(low + (state / 2147483647) * (high - low));
  };
  for (let i = 0; i < 3; i += 1) next();
  return tensor(shape, Float64Array.from({ length: sizeOf(shape) }, next));
}

/** A graph as a function of its inputs, the tensors that are fed to them, and those that get a gradient. */
export interface Setting {
  readonly build: (...inputs: Value[]) => readonly Value[];
  readonly tensors: readonly ReferenceTensor[];
  readonly differentiable?: readonly number[];
  /** Weights of the first result in the loss; 1 by default. */
  readonly weights?: ArrayLike<number>;
}

/** Results, and gradients of the weighted sum of the first. */
export interface Outcome {
  readonly results: readonly Float64Array[];
  readonly gradients: readonly Float64Array[];
}

/** What the reference gives in float64. */
export function byReference(setting: Setting): Outcome {
  const { inputs, values, split } = graphOf(setting);
  return split(evaluate(values, new Map(inputs.map((x, i) => [x, setting.tensors[i]]))).map(({ data }) => data));
}

/** What the kernels give in float32: in place unless buffers of others are given, and then by way of copies. */
export async function byKernels(setting: Setting, buffers?: Buffers): Promise<Outcome> {
  const { inputs, values, split } = graphOf(setting);
  const named = Object.fromEntries(values.map((value, i) => [`y${i}`, value]));
  const program = await compile(named, { inputs, buffers, threads: 1 });
  const feeds = Object.fromEntries(setting.tensors.map(({ data }, i) => [`x${i}`, Float32Array.from(data)]));
  const outputs = await program.run(feeds);
  const actual = values.map((_, i) => Float64Array.from(outputs[`y${i}`].data, Number));
  program.dispose();
  return split(actual);
}

function graphOf({ build, tensors, differentiable = [], weights = [] }: Setting) {
  const inputs = tensors.map(({ shape }, i) => input(`x${i}`, shape));
  const results = build(...inputs);
  const weight = constant(weights.length === 0 ? 1 : weights, results[0].shape);
  const loss = reduceSum(multiply(results[0], weight));
  const sources = differentiable.map((i) => inputs[i]);
  const values = [...results, ...gradient(loss, sources)];
  const split = (all: readonly Float64Array[]): Outcome => ({
    results: all.slice(0, results.length),
    gradients: all.slice(results.length),
  });
  return { inputs, values, split };
}

/** Largest difference between two lists of numbers; infinite where only one is not a number. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (let i = 0; i < a.length; i += 1) {
    if (Object.is(a[i], b[i])) continue;
    const distance = Math.abs(a[i] - b[i]);
    if (!(distance <= worst)) worst = Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
  }
  return worst;
}
