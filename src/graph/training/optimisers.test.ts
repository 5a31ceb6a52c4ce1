import { describe, expect, it } from 'vitest';
import { add } from '../ops/add.js';
import { input } from '../ops/input.js';
import { multiply } from '../ops/multiply.js';
import { reduceSum } from '../ops/reduce-sum.js';
import type { Value } from '../types.js';
import { adamW } from './adam-w.js';
import type { Optimiser } from './optimiser.js';
import { sgd } from './sgd.js';
import { type StepDescription, stepGraph } from './step-graph.js';
import { compiledStep, referenceOf } from './testing.js';

const first = { w: [0.5, -1.25, 2], b: [0.1, -0.3] };
const gradients = [
  { gw: [1, -2, 0.5], gb: [0.25, 4] },
  { gw: [-3, 0.5, 0.125], gb: [1.5, -0.75] },
  { gw: [0.2, 0.1, -0.4], gb: [0, 0.3] },
  { gw: [10, -20, 5], gb: [-8, 2] },
];
const learningRates = [0.1, 0.05, 0.2, 0.01];

interface Case {
  readonly optimiser: Optimiser;
  readonly maxNorm?: number;
  /** Whether b has a tenth of the learning rate and no weight decay. */
  readonly isGrouped?: boolean;
  readonly expected: Readonly<Record<string, readonly number[]>>;
}

/** What PyTorch 2.15 (float64) makes of these gradients in four steps. */
const cases: Readonly<Record<string, Case>> = {
  'SGD without anything': {
    optimiser: sgd(),
    expected: { w: [0.41000000000000003, -0.895, 1.9737499999999997], b: [0.08000000000000002, -0.7425] },
  },
  'SGD with momentum': {
    optimiser: sgd({ momentum: 0.9 }),
    expected: {
      w: [0.75821, -0.5613699999999999, 1.8466924999999998],
      b: [-0.2557225, -1.461285],
      'momentum.w': [8.479, -20.963, 5.10575],
      'momentum.b': [-6.6027499999999995, 4.5785],
    },
  },
  'SGD with weight decay': {
    optimiser: sgd({ weightDecay: 0.05 }),
    expected: {
      w: [0.40079066690625004, -0.8749414791406249, 1.9386161944999998],
      b: [0.07932095219375, -0.73230488189375],
    },
  },
  'SGD with momentum and weight decay, clipped': {
    optimiser: sgd({ momentum: 0.9, weightDecay: 0.05 }),
    maxNorm: 3,
    expected: {
      w: [0.8392716054603917, -0.8959917928933447, 1.8738069075406258],
      b: [-0.252052559771398, -1.0094062236150987],
      'momentum.w': [-0.11041599620559306, -3.1570183457567946, 0.9133329773431409],
      'momentum.b': [0.1766699245444242, 1.774929298075345],
    },
  },
  'SGD with dampening': {
    optimiser: sgd({ momentum: 0.9, dampening: 0.4, weightDecay: 0.05 }),
    expected: {
      w: [0.5155787434642499, -0.5520393097756249, 1.787371810412],
      b: [-0.14702264761865, -1.48414116123655],
      'momentum.w': [5.435883403575, -13.2785083974375, 3.4354149587999996],
      'momentum.b': [-3.8883881881349995, 3.819147473655],
    },
  },
  'SGD with Nesterov momentum': {
    optimiser: sgd({ momentum: 0.9, weightDecay: 0.05, nesterov: true }),
    expected: {
      w: [0.6174084107295658, -0.2235077406601014, 1.735099449302825],
      b: [-0.24041454053770564, -1.7441768647681644],
      'momentum.w': [8.573964144003126, -21.110817957445313, 5.429616164325],
      'momentum.b': [-6.620595230943126, 4.389072329673125],
    },
  },
  'SGD with groups': {
    optimiser: sgd({ momentum: 0.9, weightDecay: 0.05 }),
    isGrouped: true,
    expected: {
      w: [0.73997865346875, -0.518764714296875, 1.7713800844999998],
      b: [0.06442774999999999, -0.41612849999999996],
      'momentum.w': [8.577128403125, -21.1311379453125, 5.43409155],
      'momentum.b': [-6.6027499999999995, 4.5785],
    },
  },
  'AdamW as it comes': {
    optimiser: adamW(),
    expected: {
      w: [0.48659570197340885, -1.049989661189626, 1.8227182130395956],
      b: [-0.16799447499038997, -0.5203147994697723],
      'mean.w': [0.8478999999999999, -2.0963, 0.5105749999999999],
      'mean.b': [-0.660275, 0.45784999999999987],
      'variance.w': [0.1100189719990001, 0.40424750224600037, 0.025424684515375023],
      'variance.b': [0.06630781493743756, 0.02060333354650002],
    },
  },
  'AdamW with other settings, clipped': {
    optimiser: adamW({ betas: [0.8, 0.9], epsilon: 1e-3, weightDecay: 0.3 }),
    maxNorm: 3,
    expected: {
      w: [0.46053403244653424, -0.9622196711738575, 1.6823389561898077],
      b: [-0.16486336945689548, -0.4645805745054241],
      'mean.w': [0.013457309738420518, -0.5546213256844972, 0.1062783635214723],
      'mean.b': [-0.014738365179569453, 0.28058194083528026],
      'variance.w': [0.7293685240710313, 0.7462107843470032, 0.0609819240216877],
      'variance.b': [0.23486054438700735, 0.5406774454930304],
    },
  },
  'AdamW with groups': {
    optimiser: adamW({ weightDecay: 0.1 }),
    isGrouped: true,
    expected: {
      w: [0.4723853552638099, -1.0127949004220087, 1.7618102671524016],
      b: [0.07320035902101166, -0.32217172370454616],
      'mean.w': [0.8478999999999999, -2.0963, 0.5105749999999999],
      'mean.b': [-0.660275, 0.45784999999999987],
      'variance.w': [0.1100189719990001, 0.40424750224600037, 0.025424684515375023],
      'variance.b': [0.06630781493743756, 0.02060333354650002],
    },
  },
};

/** A loss that is linear in its parameters w and b, so that their gradients can be fed. */
function linear({ optimiser, maxNorm = Number.POSITIVE_INFINITY, isGrouped = false }: Case): StepDescription {
  const [w, b] = [input('w', [3]), input('b', [2])];
  const product = (a: Value, name: string): Value => reduceSum(multiply(a, input(name, a.shape)));
  const loss = add(product(w, 'gw'), product(b, 'gb'));
  const second = isGrouped ? { parameters: [b], rateMultiplier: 0.1, decayMultiplier: 0 } : b;
  return { loss, parameters: [w, second], optimiser, maxNorm };
}

describe.each(Object.entries(cases))('%s', (_what, tested) => {
  it("makes PyTorch's updates in the float64 reference", () => {
    const description = linear(tested);
    const { state } = stepGraph(description).clipped;
    let tensors: Record<string, ArrayLike<number>> = { ...first };
    for (const { name, size } of state) tensors[name] ??= new Float64Array(size);
    gradients.forEach((fed, updates) => {
      const numbers = { learningRate: learningRates[updates], ...tested.optimiser.numbers(updates) };
      const next = referenceOf(
        state.map(({ next }) => next),
        { ...tensors, ...fed, ...numbers },
      );
      tensors = Object.fromEntries(state.map(({ name }, index) => [name, next[index]]));
    });
    for (const { name } of state) expect(distance(tensors[name], tested.expected[name])).toBeLessThan(1e-14);
    expect(state.map(({ name }) => name).sort()).toEqual(Object.keys(tested.expected).sort());
  });

  it("makes PyTorch's updates on ONNX Runtime", async () => {
    const values = new Map(Object.entries(first));
    const step = await compiledStep({ ...linear(tested), values });
    for (const [index, fed] of gradients.entries()) {
      const { applied } = await step.run(fed, { learningRate: learningRates[index] });
      expect(applied).toBe(true);
    }
    for (const [name, data] of step.states()[0].tensors) {
      expect(distance(data, tested.expected[name])).toBeLessThan(3e-6);
    }
  });
});

describe('settings', () => {
  it.each([
    ['momentum', () => sgd({ momentum: 1 })],
    ['momentum', () => sgd({ momentum: Number.NaN })],
    ['dampening', () => sgd({ momentum: 0.9, dampening: -0.1 })],
    ['weightDecay', () => sgd({ weightDecay: -1 })],
    ['dampening', () => sgd({ momentum: 0.9, dampening: 0.1, nesterov: true })],
    ['momentum', () => sgd({ nesterov: true })],
    ['betas[0]', () => adamW({ betas: [1, 0.9] })],
    ['betas[1]', () => adamW({ betas: [0.9, -0.1] })],
    ['epsilon', () => adamW({ epsilon: 0 })],
    ['weightDecay', () => adamW({ weightDecay: Number.POSITIVE_INFINITY })],
  ])('that make no sense are refused: %s', (name, make) => {
    expect(make).toThrow(
      expect.objectContaining({ code: 'training/setting', values: expect.objectContaining({ name }) }),
    );
  });
});

/** Largest difference, relative to 1 at least. */
function distance(actual: ArrayLike<number>, expected: readonly number[]): number {
  return Math.max(...expected.map((number, index) => Math.abs(actual[index] - number) / Math.max(1, Math.abs(number))));
}
