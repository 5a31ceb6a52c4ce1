import { describe, expect, it } from 'vitest';
import { nameOf } from '../cut.js';
import { gradient } from '../gradient.js';
import { add } from '../ops/add.js';
import { input } from '../ops/input.js';
import { multiply } from '../ops/multiply.js';
import { reduceMax } from '../ops/reduce-max.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { stopGradient } from '../ops/stop-gradient.js';
import { sgd } from './sgd.js';
import { bars, bitsOf, compiledStep, referenceOf, smallNetwork } from './testing.js';

const learningRate = 0.05;
const network = smallNetwork();
const optimiser = sgd({ momentum: 0.9 });
const options = { ...network, values: network.values(), optimiser };

describe('a step', () => {
  it('tells loss, parts, norms and time as the reference has them', async () => {
    const step = await compiledStep({ ...options, maxNorm: 0.25 });
    const result = await step.run(bars(0), { learningRate });
    const { loss, parts, parameters } = network;
    const feeds = { ...Object.fromEntries(network.values()), ...bars(0) };
    const [total, kind, place, ...gradients] = referenceOf(
      [loss, parts.kind, parts.place, ...gradient(loss, parameters)],
      feeds,
    );
    expect(result.loss).toBeCloseTo(total[0], 5);
    expect(result.parts.kind).toBeCloseTo(kind[0], 5);
    expect(result.parts.place).toBeCloseTo(place[0], 5);
    const norm = Math.hypot(...gradients.flatMap((data) => [...data]));
    expect(norm).toBeGreaterThan(0.25);
    expect(result.gradientNorm).toBeCloseTo(norm, 5);
    expect(result.clipFactor).toBeCloseTo(0.25 / norm, 5);
    expect(result).toMatchObject({ applied: true, nonFinite: [], updates: 1, accumulated: 0 });
    expect(result.milliseconds).toBeGreaterThan(0);

    const names = parameters.map(nameOf);
    const normOf = (module: string) => {
      const inside = gradients.filter((_, index) => names[index].startsWith(`${module}.`));
      return Math.hypot(...inside.flatMap((data) => [...data]));
    };
    const modules = result.moduleNorms();
    expect(Object.keys(modules)).toEqual(['backbone.conv1', 'backbone.conv2', 'head.kind', 'head.place']);
    for (const [module, measured] of Object.entries(modules)) expect(measured).toBeCloseTo(normOf(module), 5);
    expect(Object.keys(result.moduleNorms(1))).toEqual(['backbone', 'head']);
    expect(result.moduleNorms(1).head).toBeCloseTo(normOf('head'), 5);
    expect(result.moduleNorms(0)['']).toBeCloseTo(norm, 5);
  });

  it('keeps the module norms of a result when the next step is made', async () => {
    const step = await compiledStep(options);
    const result = await step.run(bars(0), { learningRate });
    const before = result.moduleNorms();
    await step.run(bars(1), { learningRate });
    expect(result.moduleNorms()).toEqual(before);
  });

  it('brings out what it is asked for', async () => {
    const images = input('images', [8, 1, 8, 8]);
    const brightest = reduceMax(images);
    const step = await compiledStep({ ...options, loss: network.loss, outputs: { kind: network.parts.kind } });
    const { outputs, parts } = await step.run(bars(0), { learningRate });
    expect([...outputs.kind.data]).toEqual([parts.kind]);
    await expect(compiledStep({ ...options, outputs: { brightest } })).rejects.toMatchObject({
      code: 'graph/duplicate-name',
    });
  });

  it('takes gradients that are one value, a constant, or an input', async () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => input(name, [2]));
    const x = input('x', [2]);
    const sum = [a, b, stopGradient(c), multiply(d, x)].reduce(add);
    const step = await compiledStep({
      loss: reduceSum(sum),
      parameters: [a, b, c, d],
      values: new Map(['a', 'b', 'c', 'd'].map((name) => [name, [1, 2]])),
      optimiser: sgd(),
    });
    const { gradientNorm } = await step.run({ x: [3, 4] }, { learningRate: 0.5 });
    expect(gradientNorm).toBeCloseTo(Math.sqrt(2 + 2 + 0 + 25), 6);
    const numbers = [...step.states()[0].tensors].map(([name, data]) => [name, [...data]]);
    expect(Object.fromEntries(numbers)).toEqual({ a: [0.5, 1.5], b: [0.5, 1.5], c: [1, 2], d: [-0.5, 0] });
  });

  it('makes the same updates whether or not the factor of 1 is multiplied with', async () => {
    const steps = [await compiledStep(options), await compiledStep({ ...options, maxNorm: Number.POSITIVE_INFINITY })];
    for (let number = 0; number < 3; number += 1) {
      for (const step of steps) expect((await step.run(bars(number), { learningRate })).clipFactor).toBe(1);
    }
    expect(bitsOf(steps[1].exportState())).toEqual(bitsOf(steps[0].exportState()));
  });

  it('says what must be fed', async () => {
    const step = await compiledStep(options);
    expect(Object.keys(step.inputs).sort()).toEqual(['images', 'kinds', 'places']);
    expect(step.inputs.images).toEqual({ dtype: 'float32', shape: [8, 1, 8, 8] });
    await expect(step.run({}, { learningRate })).rejects.toMatchObject({ code: 'graph/missing-feed' });
    await expect(step.run({ ...bars(0), more: [1] }, { learningRate })).rejects.toMatchObject({
      code: 'runtime/unknown-name',
    });
    expect((await step.run(bars(0), { learningRate })).updates).toBe(1);
  });

  it('runs alone, and nothing touches the state meanwhile', async () => {
    const step = await compiledStep(options);
    const running = step.run(bars(0), { learningRate });
    const busy = expect.objectContaining({ code: 'runtime/busy' });
    await expect(step.run(bars(1), { learningRate })).rejects.toThrow(busy);
    await expect(step.tap('images', bars(1), { learningRate })).rejects.toThrow(busy);
    expect(() => step.rollback(0)).toThrow(busy);
    expect(() => step.exportState()).toThrow(busy);
    expect(() => step.importState(network.values())).toThrow(busy);
    expect((await running).updates).toBe(1);
  });

  it('that is stopped leaves everything as it was', async () => {
    const step = await compiledStep(options);
    await step.run(bars(0), { learningRate });
    const before = bitsOf(step.exportState());
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(step.run(bars(1), { learningRate, signal })).rejects.toThrow('enough');
    expect(bitsOf(step.exportState())).toEqual(before);
  });

  it('cannot be used once disposed of', async () => {
    const step = await compiledStep(options);
    step.dispose();
    await expect(step.run(bars(0), { learningRate })).rejects.toMatchObject({ code: 'runtime/disposed' });
    expect(() => step.states()).toThrow(expect.objectContaining({ code: 'runtime/disposed' }));
  });

  it.each([0, 1.5, Number.NaN])('cannot keep %d states', async (keep) => {
    await expect(compiledStep({ ...options, keep })).rejects.toMatchObject({ code: 'training/setting' });
  });

  it('wants graph inputs as fixed values', async () => {
    await expect(compiledStep({ ...options, fixed: [network.loss] })).rejects.toMatchObject({
      code: 'training/not-an-input',
    });
  });
});

describe('optimise', () => {
  it('changes nothing but roundings', async () => {
    const steps = [await compiledStep(options), await compiledStep({ ...options, optimise: false })];
    for (let number = 0; number < 3; number += 1) {
      const [fast, plain] = [
        await steps[0].run(bars(number), { learningRate }),
        await steps[1].run(bars(number), { learningRate }),
      ];
      expect(fast.loss).toBeCloseTo(plain.loss, 5);
      expect(fast.gradientNorm).toBeCloseTo(plain.gradientNorm, 4);
    }
  });
});

describe('tap', () => {
  it('brings out forward, gradient and update of the current state, and changes nothing', async () => {
    const step = await compiledStep(options);
    await step.run(bars(0), { learningRate });
    const before = bitsOf(step.exportState());
    const patterns = [
      'backbone.conv1.relu',
      'gradient.backbone.conv1.conv2d-weight-gradient',
      'step.update.head.kind.bias.subtract',
    ];
    const results = await step.tap(patterns, bars(1), { learningRate });
    const names = Object.keys(results);
    expect(names.map((name) => name.replace(/#\d+$/, ''))).toEqual(expect.arrayContaining(patterns));
    expect(bitsOf(step.exportState())).toEqual(before);

    await step.run(bars(1), { learningRate });
    const updated = names.find((name) => name.startsWith('step.update')) as string;
    const bias = step.states()[0].tensors.get('head.kind.bias') as Float32Array;
    results[updated].data.forEach((number, index) => {
      expect(Number(number)).toBeCloseTo(bias[index], 6);
    });
  });

  it('shows where a NaN began', async () => {
    const step = await compiledStep(options);
    const batch = bars(0);
    batch.images[100] = Number.NaN;
    const results = await step.tap('backbone.conv1.relu', batch, { learningRate });
    const [{ shape, data }] = Object.values(results);
    const image = data.length / shape[0];
    const spoilt = [...data.keys()].filter((index) => Number.isNaN(data[index]));
    // The pixel lies on the second image, whose four feature maps see it in nine places each.
    expect(spoilt.map((index) => Math.floor(index / image))).toEqual(new Array(36).fill(1));
    await expect(step.tap('nothing', batch, { learningRate })).rejects.toMatchObject({ code: 'runtime/no-such-value' });
  });
});
