import { describe, expect, it } from 'vitest';
import { boundsOf, dangersOf } from '../bounds.js';
import { evaluate, tensor } from '../evaluate.js';
import { largestFloat32 } from '../interval.js';
import { writeOnnx } from '../onnx/write.js';
import { Session } from '../runtime/session.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import type { Value } from '../types.js';
import { constant } from './constant.js';
import { input } from './input.js';
import { scatterAdd } from './scatter-add.js';

const at = (...indices: number[]) => constant(indices, [indices.length], 'int64');

describe('scatterAdd', () => {
  it('adds up what meets at one place', () => {
    const [{ data }] = evaluate([scatterAdd(constant([10, 20, 30], [3]), at(2, 0, 2), constant([1, 2, 3], [3]))]);
    expect([...data]).toEqual([12, 20, 34]);
  });

  it.each<[string, number, readonly number[], Value]>([
    ['rows', 0, [3, 3], at(1, 0, 1)],
    ['columns', 1, [2, 4], at(2, 2, 2, 0)],
    ['nothing', 0, [0, 3], at()],
  ])('adds %s', async (_name, axis, shape, places) => {
    const points = [tensor([2, 3], numbers(6)), tensor(shape, numbers(shape[0] * shape[1], 2))];
    const build = (base: Value, updates: Value) => scatterAdd(base, places, updates, axis);
    expect(gradientError(build, points)).toBeLessThan(1e-8);
    expect(await runtimeError(build, points)).toBeLessThan(1e-6);
  });

  it('loses nothing where two threads of ONNX Runtime could meet', async () => {
    const [rows, count, width] = [3, 60_000, 16];
    const places = constant(
      Array.from({ length: count }, (_, i) => i % rows),
      [count],
      'int64',
    );
    const updates = input('updates', [count, width]);
    const sums = scatterAdd(constant(0, [rows, width]), places, updates);
    const session = await Session.create(writeOnnx({ sums }, { inputs: [updates] }), { threads: 2 });
    const result = { shape: [rows, width], data: new Float32Array(rows * width) };
    const ones = { shape: [count, width], data: new Float32Array(count * width).fill(1) };
    const binding = session.bind({ updates: ones }, { sums: result });
    for (let run = 0; run < 3; run += 1) {
      await binding.run();
      expect(new Set(result.data)).toEqual(new Set([count / rows]));
    }
    binding.dispose();
    session.dispose();
  });

  it('bounds what it gives by everything meeting at one place', () => {
    const [base, updates] = [input('base', [2]), input('updates', [4])];
    const y = scatterAdd(base, input('places', [4], 'int64'), updates);
    const given = (high: number) =>
      new Map([
        [base, { low: 0, high: 1, mayBeNaN: false }],
        [updates, { low: -1, high, mayBeNaN: false }],
      ]);
    const bounds = boundsOf([y], given(2)).get(y);
    expect(bounds?.low).toBeCloseTo(-4, 4);
    expect(bounds?.high).toBeCloseTo(9, 4);
    expect(dangersOf([y], given(2))).toEqual([]);
    expect(dangersOf([y], given(largestFloat32)).map((danger) => danger.input)).toEqual([0, 2]);
  });
});
