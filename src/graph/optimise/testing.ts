import fc from 'fast-check';
import { evaluate, tensor } from '../evaluate.js';
import { gradient } from '../gradient.js';
import { add } from '../ops/add.js';
import { broadcastTo } from '../ops/broadcast-to.js';
import { constant } from '../ops/constant.js';
import { conv2d } from '../ops/conv2d.js';
import { input } from '../ops/input.js';
import { maxPool2d } from '../ops/max-pool2d.js';
import { multiply } from '../ops/multiply.js';
import { reduceMean } from '../ops/reduce-mean.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { relu } from '../ops/relu.js';
import { reshape } from '../ops/reshape.js';
import { sigmoid } from '../ops/sigmoid.js';
import { square } from '../ops/square.js';
import { stopGradient } from '../ops/stop-gradient.js';
import { subtract } from '../ops/subtract.js';
import { transpose } from '../ops/transpose.js';
import { upsampleNearest2d } from '../ops/upsample-nearest2d.js';
import { numbers } from '../testing.js';
import type { ReferenceTensor, Value } from '../types.js';
import { sizeOf } from '../value.js';

/** Values of a graph, and what its inputs are fed with. */
export interface TestGraph {
  readonly outputs: readonly Value[];
  readonly feeds: ReadonlyMap<Value, ReferenceTensor>;
}

/** Largest difference, relative to max(1, |before|), that a pass makes to the reference evaluation of a graph. */
export function changeBy(pass: (outputs: readonly Value[]) => readonly Value[], { outputs, feeds }: TestGraph): number {
  const before = evaluate(outputs, feeds);
  const after = evaluate(pass(outputs), feeds);
  const differences = before.flatMap(({ shape, data }, index) => {
    if (after[index].shape.join() !== shape.join()) return [Number.POSITIVE_INFINITY];
    return Array.from(data, (value, at) => {
      const other = after[index].data[at];
      return Object.is(value, other) ? 0 : Math.abs(value - other) / Math.max(1, Math.abs(value));
    });
  });
  return differences.reduce((most, one) => (one <= most ? most : one), 0);
}

const steps: readonly ((a: Value, b: Value) => Value)[] = [
  add,
  subtract,
  multiply,
  (a) => relu(a),
  (a) => sigmoid(a),
  (a) => stopGradient(a),
  (a) => add(a, constant(0)),
  (a) => multiply(constant(1), a),
  (a) => subtract(a, constant(0, [2, 3])),
  (a) => transpose(reshape(a, [3, 2])),
  (a) => transpose(transpose(a)),
  (a) => reshape(reshape(a, [6]), [2, 3]),
  (a, b) => broadcastTo(reduceMean(multiply(a, b), [1], true), [2, 3]),
  () => broadcastTo(multiply(constant(3), constant([1, -2, 0.5], [3])), [2, 3]),
  () => add(constant(2, [2, 3]), reshape(constant(numbers(6, 3), [3, 2]), [2, 3])),
];

/** Graphs of elementwise steps over two inputs, with results used again and again, and their gradients. */
export const elementwiseGraphs: fc.Arbitrary<TestGraph> = fc
  .array(fc.tuple(fc.nat(steps.length - 1), fc.nat(), fc.nat()), { minLength: 1, maxLength: 12 })
  .map((choices) => {
    const inputs = [input('x', [2, 3]), input('y', [2, 3])];
    const values = [...inputs];
    for (const [step, a, b] of choices) values.push(steps[step](values[a % values.length], values[b % values.length]));
    const last = values[values.length - 1];
    const loss = reduceSum(multiply(last, sigmoid(last)));
    const feeds = inputs.map((value, at): [Value, ReferenceTensor] => [value, tensor([2, 3], numbers(6, at + 1))]);
    return { outputs: [last, loss, ...gradient(loss, inputs)], feeds: new Map(feeds) };
  });

interface Layer {
  readonly kernel: 1 | 2 | 3;
  readonly stride: 1 | 2 | 3;
  readonly padding: 0 | 1;
  readonly dilation: 1 | 2;
  readonly wide: boolean;
  readonly biased: boolean;
  readonly after: 'relu' | 'norm' | 'pool' | 'up' | 'residual' | 'nothing';
}

const layers = fc.array(
  fc.record<Layer>({
    kernel: fc.constantFrom(1, 2, 3),
    stride: fc.constantFrom(1, 1, 2, 3),
    padding: fc.constantFrom(0, 1),
    dilation: fc.constantFrom(1, 1, 2),
    wide: fc.boolean(),
    biased: fc.boolean(),
    after: fc.constantFrom('relu', 'relu', 'norm', 'pool', 'up', 'residual', 'nothing'),
  }),
  { minLength: 1, maxLength: 4 },
);

/**
 * Convolutional networks over two images of three channels, or of `channels`, with layers that have `channels` or twice
 * as many, and the gradient of everything trained.
 */
export function networks(channels: number, withGradient = true): fc.Arbitrary<TestGraph> {
  return fc.tuple(layers, fc.boolean(), fc.integer({ min: 5, max: 8 })).map(([list, isDeep, size]) => {
    const feeds = new Map<Value, ReferenceTensor>();
    const feed = (shape: readonly number[], scale = 1) => {
      const value = input(`in${feeds.size}`, shape);
      feeds.set(
        value,
        tensor(
          shape,
          numbers(sizeOf(shape), feeds.size + 1).map((element) => element * scale),
        ),
      );
      return value;
    };
    const image = feed([2, isDeep ? channels : 3, size, size + 1]);
    const trained: Value[] = [];
    const train = (shape: readonly number[], scale?: number) => {
      trained.push(feed(shape, scale));
      return trained[trained.length - 1];
    };
    const network = list.reduce((x, layer) => grown(x, layer, channels, train), image);
    const loss = reduceSum(square(network));
    const slopes = withGradient ? gradient(loss, isDeep ? [image, ...trained] : trained) : [];
    return { outputs: [network, loss, ...slopes], feeds };
  });
}

function grown(x: Value, layer: Layer, channels: number, train: (shape: readonly number[], scale?: number) => Value) {
  const filters = layer.wide ? 2 * channels : channels;
  const scale = 1 / Math.sqrt(x.shape[1] * layer.kernel);
  const weight = train([filters, x.shape[1], layer.kernel, layer.kernel], scale);
  const reach = layer.dilation * (layer.kernel - 1) + 1;
  if (Math.min(x.shape[2], x.shape[3]) + 2 * layer.padding < reach) return x;
  const bias = layer.biased ? train([filters]) : undefined;
  const y = conv2d(x, weight, { ...layer, ...(bias && { bias }) });
  switch (layer.after) {
    case 'relu':
      return relu(y);
    case 'norm':
      return relu(add(multiply(y, train([1, filters, 1, 1])), train([filters, 1, 1])));
    case 'pool':
      return Math.min(y.shape[2], y.shape[3]) < 2 ? y : maxPool2d(y, 3, { stride: 2, padding: 1 });
    case 'up':
      return add(upsampleNearest2d(y, { factor: 2 }), constant(0.5));
    case 'residual':
      return relu(add(y, conv2d(relu(y), train([filters, filters, 3, 3], scale), { padding: 1 })));
    case 'nothing':
      return y;
  }
}
