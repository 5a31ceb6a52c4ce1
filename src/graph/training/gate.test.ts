import { describe, expect, it } from 'vitest';
import { input } from '../ops/input.js';
import { multiply } from '../ops/multiply.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { adamW } from './adam-w.js';
import type { Optimiser } from './optimiser.js';
import { sgd } from './sgd.js';
import { type Batch, bars, bitsOf, compiledStep, smallNetwork } from './testing.js';
import type { TrainingStep } from './training-step.js';

const learningRate = 0.05;

interface Poison {
  /** What is poisoned before the step, with the tensors of the current state in reach. */
  readonly poison?: (batch: Batch, tensors: ReadonlyMap<string, Float32Array>) => void;
  readonly learningRate?: number;
  readonly nonFinite: readonly string[];
}

const everything = ['loss', 'parts.kind', 'parts.place', 'gradientNorm'];

const poisons: Readonly<Record<string, Poison>> = {
  'a NaN pixel': {
    poison: ({ images }) => {
      images[70] = Number.NaN;
    },
    nonFinite: everything,
  },
  'an infinite pixel': {
    poison: ({ images }) => {
      images[0] = Number.NEGATIVE_INFINITY;
    },
    nonFinite: everything,
  },
  'a NaN label': {
    poison: ({ places }) => {
      places[3] = Number.NaN;
    },
    nonFinite: ['loss', 'parts.place', 'gradientNorm'],
  },
  'an infinite target': {
    poison: ({ places }) => {
      places[7] = Number.NEGATIVE_INFINITY;
    },
    nonFinite: ['loss', 'parts.place', 'gradientNorm'],
  },
  'a target whose square overflows': {
    poison: ({ places }) => {
      places[0] = 1e25;
    },
    nonFinite: ['loss', 'parts.place'],
  },
  'an infinite weight': {
    poison: (_batch, tensors) => {
      (tensors.get('backbone.conv2.weight') as Float32Array)[5] = Number.POSITIVE_INFINITY;
    },
    nonFinite: everything,
  },
  'a NaN weight': {
    poison: (_batch, tensors) => {
      (tensors.get('head.kind.bias') as Float32Array)[2] = Number.NaN;
    },
    nonFinite: ['loss', 'parts.kind', 'gradientNorm'],
  },
  'an infinite learning rate': { learningRate: Number.POSITIVE_INFINITY, nonFinite: ['learningRate', 'update'] },
  'a learning rate that is NaN': { learningRate: Number.NaN, nonFinite: ['learningRate', 'update'] },
  'a learning rate beyond float32': { learningRate: 1e39, nonFinite: ['learningRate', 'update'] },
};

const optimisers: Readonly<Record<string, { optimiser: Optimiser; poisons: Readonly<Record<string, Poison>> }>> = {
  SGD: {
    optimiser: sgd({ momentum: 0.9, weightDecay: 1e-4 }),
    poisons: {
      ...poisons,
      'an infinite momentum': {
        poison: (_batch, tensors) => {
          (tensors.get('momentum.backbone.conv1.weight') as Float32Array)[0] = Number.POSITIVE_INFINITY;
        },
        nonFinite: ['update'],
      },
    },
  },
  AdamW: {
    optimiser: adamW(),
    poisons: {
      ...poisons,
      'an infinite variance, which no weight shows': {
        poison: (_batch, tensors) => {
          (tensors.get('variance.backbone.conv1.weight') as Float32Array)[0] = Number.POSITIVE_INFINITY;
        },
        nonFinite: ['update'],
      },
      'a mean that is NaN': {
        poison: (_batch, tensors) => {
          (tensors.get('mean.head.place.bias') as Float32Array)[0] = Number.NaN;
        },
        nonFinite: ['update'],
      },
    },
  },
};

/** Bits of everything that is kept. */
function keptBits(step: TrainingStep) {
  return {
    states: step.states().map(({ updates, tensors }) => ({ updates, ...bitsOf(tensors) })),
    saved: bitsOf(step.exportState()),
  };
}

/** A clean batch, poisoned. */
function poisoned({ poison }: Poison, step: TrainingStep): Batch {
  const batch = bars(2);
  poison?.(batch, step.states()[0].tensors);
  return batch;
}

describe.each(Object.entries(optimisers))('with %s, the gate refuses', (_name, { optimiser, poisons: tested }) => {
  it.each(Object.entries(tested))('%s, and leaves every buffer as it was', async (_what, poison) => {
    const network = smallNetwork();
    const step = await compiledStep({ ...network, values: network.values(), optimiser, keep: 3 });
    for (const number of [0, 1]) expect((await step.run(bars(number), { learningRate })).applied).toBe(true);
    const batch = poisoned(poison, step);
    const before = keptBits(step);
    const result = await step.run(batch, { learningRate: poison.learningRate ?? learningRate });
    expect(result).toMatchObject({ applied: false, nonFinite: poison.nonFinite, updates: 2 });
    expect(keptBits(step)).toEqual(before);
  });
});

describe('the gate', () => {
  it('lets training go on as if the refused batches had never been', async () => {
    const network = smallNetwork();
    const options = { ...network, values: network.values(), optimiser: sgd({ momentum: 0.9, dampening: 0.1 }) };
    const [step, other] = [await compiledStep(options), await compiledStep(options)];
    for (let number = 0; number < 6; number += 1) {
      const batch = bars(number);
      batch.images[number] = Number.NaN;
      expect((await step.run(batch, { learningRate })).applied).toBe(false);
      expect((await step.run(bars(number), { learningRate })).applied).toBe(true);
      await other.run(bars(number), { learningRate });
    }
    expect(bitsOf(step.exportState())).toEqual(bitsOf(other.exportState()));
  });

  const w = input('w', [2]);
  const x = input('x', [2]);
  const options = {
    loss: reduceSum(multiply(w, x)),
    parameters: [w],
    values: new Map([['w', [1, -1]]]),
    optimiser: sgd(),
  };

  it('refuses a norm beyond float32, of finite gradients', async () => {
    const step = await compiledStep(options);
    const result = await step.run({ x: [3e38, 3e38] }, { learningRate: 1 });
    expect(result).toMatchObject({ loss: 0, applied: false, nonFinite: ['gradientNorm'] });
  });

  it('applies gradients whose squares overflow, clipped (O6, S20)', async () => {
    const step = await compiledStep(options);
    const result = await step.run({ x: [3e25, 4e25] }, { learningRate: 1 });
    expect(result).toMatchObject({ applied: true, nonFinite: [] });
    expect(result.gradientNorm / 5e25).toBeCloseTo(1, 6);
    expect(result.clipFactor * 5e25).toBeCloseTo(35, 4);
    const [stepped] = step.states();
    expect(stepped.tensors.get('w')?.[0]).toBeCloseTo(1 - 21, 4);
    expect(stepped.tensors.get('w')?.[1]).toBeCloseTo(-1 - 28, 4);
  });

  it('refuses an update that overflows', async () => {
    const step = await compiledStep({ ...options, maxNorm: Number.POSITIVE_INFINITY });
    const result = await step.run({ x: [3e10, -3e10] }, { learningRate: 3e38 });
    expect(result).toMatchObject({ applied: false, nonFinite: ['update'] });
    expect([...(step.states()[0].tensors.get('w') ?? [])]).toEqual([1, -1]);
  });
});
