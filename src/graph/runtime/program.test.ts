import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { evaluate, tensor } from '../evaluate.js';
import { add } from '../ops/add.js';
import { constant } from '../ops/constant.js';
import { input } from '../ops/input.js';
import { multiply } from '../ops/multiply.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { scope } from '../scope.js';
import { numbers } from '../testing.js';
import type { Value } from '../types.js';
import { copyOf, webAssemblyBuffers } from './buffers.js';
import { type CompileOptions, compile, type Program } from './program.js';
import { graphOf, graphs, hostSquare } from './testing.js';

/** A program that is disposed of when the test ends. */
async function compiled<Name extends string>(
  outputs: Readonly<Record<Name, Value>>,
  options: CompileOptions = {},
): Promise<Program<Name>> {
  const program = await compile(outputs, { threads: 1, ...options });
  onTestFinished(() => program.dispose());
  return program;
}

describe('compile', () => {
  it('runs segments and host operations in turn', async () => {
    const x = input('x', [2, 3]);
    const once = hostSquare(add(x, x));
    const y = add(multiply(hostSquare(multiply(once, x)), x), once);
    const program = await compiled({ y });
    const feed = tensor([2, 3], numbers(6).map(Math.fround));
    const [expected] = evaluate([y], new Map([[x, feed]]));
    const results = await program.run({ x: Array.from(feed.data) });
    expect(program.steps.map(({ kind }) => kind)).toEqual(['segment', 'host', 'segment', 'host', 'segment']);
    expect(results.y.shape).toEqual([2, 3]);
    results.y.data.forEach((element, index) => {
      expect(Number(element)).toBeCloseTo(expected.data[index], 5);
    });
  });

  it('computes random graphs of segments and host operations, twice over, as the reference does', async () => {
    const feeds = { x: [0.25, -0.5], y: [0.75, 0.125, -0.25] };
    const property = fc.asyncProperty(graphs, async (recipe) => {
      const values = graphOf(recipe);
      const [inputs, outputs] = [values.slice(0, 2), values.slice(-2)];
      const known = new Map(inputs.map((value, i) => [value, tensor(value.shape, Object.values(feeds)[i])]));
      const program = await compiled(Object.fromEntries(outputs.map((value, i) => [`out${i}`, value])), { inputs });
      await program.run({ x: 9, y: 9 });
      const results = Object.values(await program.run(feeds));
      evaluate(outputs, known).forEach(({ data }, i) => {
        data.forEach((element, at) => {
          expect(Math.abs(Number(results[i].data[at]) - element)).toBeLessThan(1e-5 * Math.max(1, Math.abs(element)));
        });
      });
    });
    await fc.assert(property, { numRuns: 100 });
  });

  it('gives inputs, constants and twice-named values as outputs, each in memory of its own', async () => {
    const x = input('x', [2]);
    const y = add(x, x);
    const program = await compiled({
      x: x,
      same: y,
      again: y,
      three: constant(3, [2]),
      hosted: hostSquare(constant(3, [2])),
    });
    const { x: out, same, again, three, hosted } = await program.run({ x: [1, 2] });
    expect([out, same, again, three, hosted].map(({ data }) => [...data])).toEqual([
      [1, 2],
      [2, 4],
      [2, 4],
      [3, 3],
      [9, 9],
    ]);
    expect(new Set([out, same, again, three, hosted].map(({ data }) => data.buffer)).size).toBe(5);
  });

  it('cuts the graph at any value that is made an input', async () => {
    const x = input('x', [2]);
    const middle = add(x, x);
    const program = await compiled({ y: multiply(middle, middle) }, { inputs: [middle] });
    expect(Object.keys(program.inputs)).toEqual([middle.name]);
    expect([...(await program.run({ [middle.name]: [3, 4] })).y.data]).toEqual([9, 16]);
  });

  it('handles int64 and bool tensors and tensors without elements', async () => {
    const index = input('index', [2], 'int64');
    const flag = input('flag', [3], 'bool');
    const empty = input('empty', [0, 4]);
    const outputs = { index, flag, empty: add(empty, constant(1)), sum: reduceSum(empty) };
    const program = await compiled(outputs);
    const results = await program.run({
      index: BigInt64Array.of(2n ** 62n, -3n),
      flag: [true, false, true].map(Number),
      empty: new Float32Array(0),
    });
    expect([...results.index.data]).toEqual([2n ** 62n, -3n]);
    expect([...results.flag.data]).toEqual([1, 0, 1]);
    expect(results.empty).toEqual({ shape: [0, 4], data: new Float32Array(0) });
    expect([...results.sum.data]).toEqual([0]);
  });

  it('lets NaN and infinity in data pass through', async () => {
    const x = input('x', [4]);
    const program = await compiled({ y: multiply(hostSquare(add(x, x)), constant(0.25)) });
    const { y } = await program.run({ x: Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, -1, 2) });
    expect([...y.data]).toEqual([Number.NaN, Number.POSITIVE_INFINITY, 1, 4]);
  });

  it('puts what a host operation works on into the memory that it asks for', async () => {
    const memory = { buffer: new SharedArrayBuffer(65536), grow: () => 0 };
    const own = webAssemblyBuffers(memory, 128);
    const seen: ArrayBufferLike[] = [];
    const x = input('x', [8]);
    const inner = hostSquare(add(x, x), {
      buffers: own,
      watch: (tensors) => seen.push(...tensors.map(({ data }) => data.buffer)),
    });
    const program = await compiled({ y: add(inner, x) });
    const { y } = await program.run({ x: 1 });
    expect([...y.data]).toEqual(new Array(8).fill(5));
    expect(seen).toEqual([memory.buffer, memory.buffer]);
    expect(y.data.buffer).not.toBe(memory.buffer);
  });

  it('gives views that the next run overwrites', async () => {
    const x = input('x', [1]);
    const program = await compiled({ y: add(x, x) });
    const first = await program.run({ x: 1 });
    const kept = copyOf(first.y);
    const second = await program.run({ x: 5 });
    expect(second).toBe(first);
    expect([...first.y.data]).toEqual([10]);
    expect([...kept.data]).toEqual([2]);
  });

  it('keeps the event loop free', async () => {
    const x = input('x', [4_000_000]);
    let y = x;
    for (let i = 0; i < 20; i += 1) y = reduceSum(multiply(y, add(y, constant(1))), [], true);
    const program = await compiled({ y });
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await program.run({ x: 0.5 });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
  });

  it('gives the same bits for the same data and threads', async () => {
    const x = input('x', [300, 1000]);
    const y = reduceSum(multiply(x, add(hostSquare(reduceSum(x, [0])), x)));
    const feed = Float32Array.from(numbers(300_000));
    const runs: number[] = [];
    for (const program of [await compiled({ y }, { threads: 2 }), await compiled({ y }, { threads: 2 })]) {
      for (let i = 0; i < 5; i += 1) runs.push(Number((await program.run({ x: feed })).y.data[0]));
    }
    expect(new Set(runs).size).toBe(1);
  });

  it('takes a thread count, an optimisation level and configuration entries', async () => {
    const x = input('x', [3]);
    const options = {
      threads: 2,
      optimisation: 'none',
      arena: false,
      config: { 'session.intra_op.allow_spinning': '0' },
    };
    const program = await compiled({ y: multiply(x, constant(3)) }, options as CompileOptions);
    expect([...(await program.run({ x: [1, 2, 3] })).y.data]).toEqual([3, 6, 9]);
  });
});

describe('bind', () => {
  const weights = input('weights', [3]);
  const gradient = input('gradient', [3]);
  const next = add(weights, gradient);

  it('turns buffers of the caller over without copies', async () => {
    const program = await compiled({ next, norm: reduceSum(multiply(next, next)) });
    const buffers = [0, 1, 2].map(() => new Float32Array(new SharedArrayBuffer(12)));
    const bindings = buffers.map((weights, i) => program.bind({ weights, next: buffers[(i + 1) % 3] }));
    for (let step = 0; step < 6; step += 1) {
      const { next } = await bindings[step % 3].run({ gradient: [1, 2, 3] });
      expect(next.data).toBe(buffers[(step + 1) % 3]);
    }
    expect(buffers.map((buffer) => [...buffer])).toEqual([
      [6, 12, 18],
      [4, 8, 12],
      [5, 10, 15],
    ]);
  });

  it('reads an input that the caller has bound in place', async () => {
    const program = await compiled({ next });
    const mine = Float32Array.of(1, 1, 1);
    const binding = program.bind({ weights: mine });
    expect([...(await binding.run({ gradient: 1 })).next.data]).toEqual([2, 2, 2]);
    mine.fill(7);
    expect([...(await binding.run({ gradient: 1 })).next.data]).toEqual([8, 8, 8]);
  });

  it('binds memory that a host operation and ONNX Runtime share', async () => {
    const program = await compiled({ y: hostSquare(hostSquare(weights)), z: add(hostSquare(weights), gradient) });
    const mine = Float32Array.of(1, 2, 3);
    const y = new Float32Array(3);
    await program.bind({ weights: mine, y }).run({ gradient: 0 });
    expect([...y]).toEqual([1, 16, 81]);
  });
});

describe('tap', () => {
  const x = input('x', [2]);
  const inner = scope('backbone', () => scope('layer1', () => add(x, x)));
  const outer = scope('backbone', () => scope('layer2', () => hostSquare(inner)));
  const y = scope('head', () => multiply(outer, inner));

  it.each([
    ['a name', inner.name, [inner]],
    ['a name without its number', 'backbone.layer1.add', [inner]],
    ['a scope', 'backbone', [inner, outer]],
    ['a star', 'backbone.*.host-square', [outer]],
    ['two stars', '**.add', [inner]],
    ['an input', 'x', [x]],
  ])('brings out values by %s', async (_what, pattern, expected) => {
    const program = await compiled({ y });
    const results = await program.tap(pattern, { x: [1, 2] });
    expect(Object.keys(results)).toEqual(expected.map(({ name }) => name));
    const references = evaluate(expected, new Map([[x, tensor([2], [1, 2])]]));
    expect(Object.values(results).map(({ data }) => [...data])).toEqual(references.map(({ data }) => [...data]));
  });

  it('leaves the memory of the program alone', async () => {
    const program = await compiled({ y });
    const results = await program.run({ x: [1, 2] });
    await program.tap('**', { x: [5, 6] });
    expect([...results.y.data]).toEqual([8, 64]);
  });

  it('takes feeds and places that only the whole program needs', async () => {
    const z = input('z', [2]);
    const program = await compiled({ y: add(y, z) });
    const results = await program.tap('backbone.layer1', { z: 1 }, { x: Float32Array.of(3, 4) });
    expect([...results[inner.name].data]).toEqual([6, 8]);
  });
});
