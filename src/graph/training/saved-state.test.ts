import { describe, expect, it } from 'vitest';
import { adamW } from './adam-w.js';
import { sgd } from './sgd.js';
import { bars, bitsOf, compiledStep, smallNetwork } from './testing.js';

const learningRate = 0.02;

describe.each(Object.entries({ SGD: sgd({ momentum: 0.9, dampening: 0.1 }), AdamW: adamW() }))(
  'with %s',
  (_name, optimiser) => {
    it('a saved state leads on to the same bits as the run that saved it', async () => {
      const network = smallNetwork();
      const step = await compiledStep({ ...network, values: network.values(), optimiser });
      for (const number of [0, 1, 2]) await step.run(bars(number), { learningRate });
      const saved = step.exportState();
      const other = await compiledStep({ ...network, values: saved, optimiser });
      expect(bitsOf(other.exportState())).toEqual(bitsOf(saved));
      for (const number of [3, 4]) {
        const results = [
          await step.run(bars(number), { learningRate }),
          await other.run(bars(number), { learningRate }),
        ];
        expect(results[1].loss).toBe(results[0].loss);
        expect(results[1].updates).toBe(number + 1);
      }
      expect(bitsOf(other.exportState())).toEqual(bitsOf(step.exportState()));
    });

    it('weights alone start with an optimiser at zero', async () => {
      const network = smallNetwork();
      const [step, other] = await Promise.all(
        [1, 2].map((seed) => compiledStep({ ...network, values: network.values(seed), optimiser })),
      );
      await other.run(bars(7), { learningRate });
      other.importState(network.values(1));
      expect(other.states()).toHaveLength(1);
      for (const each of [step, other]) await each.run(bars(0), { learningRate });
      expect(bitsOf(other.exportState())).toEqual(bitsOf(step.exportState()));
    });
  },
);

describe('a saved state', () => {
  const network = smallNetwork();
  const optimiser = sgd({ momentum: 0.9 });
  const steps = () => compiledStep({ ...network, values: network.values(), optimiser });

  it('holds parameters, fixed inputs, what the optimiser keeps, and the count of updates', async () => {
    const step = await steps();
    await step.run(bars(0), { learningRate });
    const saved = step.exportState();
    const parameters = [...network.values().keys()].filter((name) => name !== 'backbone.scale');
    const expected = [...parameters, ...parameters.map((name) => `momentum.${name}`), 'backbone.scale', 'updates'];
    expect([...saved.keys()].sort()).toEqual(expected.sort());
    expect(saved.get('updates')).toEqual(BigInt64Array.of(1n));
    expect(saved.get('backbone.scale')).toEqual(Float32Array.of(0.5));
  });

  it('is a copy', async () => {
    const step = await steps();
    const saved = step.exportState();
    const before = bitsOf(saved);
    for (const number of [0, 1, 2]) await step.run(bars(number), { learningRate });
    expect(bitsOf(saved)).toEqual(before);
  });

  it('carries fixed inputs into the network', async () => {
    const step = await steps();
    const { loss } = await step.run(bars(0), { learningRate });
    step.importState(network.values().set('backbone.scale', Float32Array.of(2)));
    expect((await step.run(bars(0), { learningRate })).loss).not.toBe(loss);
  });

  type Saved = Map<string, ArrayLike<number> | BigInt64Array>;
  it.each<[string, string, (saved: Saved) => unknown, string]>([
    ['training/state-names', 'a parameter is missing', (saved) => saved.delete('head.kind.bias'), 'head.kind.bias'],
    ['training/state-names', 'a fixed input is missing', (saved) => saved.delete('backbone.scale'), 'backbone.scale'],
    [
      'training/state-names',
      'some of the momentum is missing',
      (saved) => saved.delete('momentum.head.kind.bias'),
      'momentum.head',
    ],
    ['training/state-names', 'the count is missing', (saved) => saved.delete('updates'), 'updates'],
    ['training/state-names', 'a name is unknown', (saved) => saved.set('head.kind.scale', [1]), 'head.kind.scale'],
    [
      'training/state-size',
      'a tensor is too short',
      (saved) => saved.set('head.kind.bias', [1, 2]),
      '3 float32 numbers; it was given 2',
    ],
    [
      'training/state-size',
      'a tensor has another type',
      (saved) => saved.set('head.kind.bias', BigInt64Array.of(1n, 2n, 3n)),
      'head.kind.bias',
    ],
    [
      'training/non-finite-state',
      'a weight is NaN',
      (saved) => saved.set('head.kind.bias', [1, Number.NaN, Infinity]),
      '2 values',
    ],
    [
      'training/non-finite-state',
      'a weight is beyond float32',
      (saved) => saved.set('head.kind.bias', [1, 1e39, 0]),
      'head.kind.bias',
    ],
    [
      'training/non-finite-state',
      'momentum is infinite',
      (saved) => saved.set('momentum.head.kind.bias', [0, 0, -Infinity]),
      'momentum',
    ],
  ])('is refused (%s) if %s, and nothing changes', async (code, _what, spoil, message) => {
    const step = await steps();
    for (const number of [0, 1]) await step.run(bars(number), { learningRate });
    const before = bitsOf(step.exportState());
    const saved: Saved = new Map(step.exportState());
    spoil(saved);
    expect(() => step.importState(saved)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
    expect(bitsOf(step.exportState())).toEqual(before);
    expect(step.states()).toHaveLength(2);
  });
});
