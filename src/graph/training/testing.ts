import { onTestFinished } from 'vitest';
import { Random } from '../../foundation/random.js';
import { cutGraph, nameOf } from '../cut.js';
import { evaluate, tensor } from '../evaluate.js';
import { add } from '../ops/add.js';
import { constant } from '../ops/constant.js';
import { conv2d } from '../ops/conv2d.js';
import { input } from '../ops/input.js';
import { logSoftmax } from '../ops/log-softmax.js';
import { matmul } from '../ops/matmul.js';
import { multiply } from '../ops/multiply.js';
import { reduceMean } from '../ops/reduce-mean.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { relu } from '../ops/relu.js';
import { reshape } from '../ops/reshape.js';
import { square } from '../ops/square.js';
import { subtract } from '../ops/subtract.js';
import { scope } from '../scope.js';
import type { Value } from '../types.js';
import { sizeOf } from '../value.js';
import { compileStep, type StepOptions, type TrainingStep } from './training-step.js';

/** A network with a loss of two parts. */
export interface SmallNetwork {
  readonly loss: Value;
  readonly parts: { readonly kind: Value; readonly place: Value };
  readonly parameters: readonly Value[];
  readonly fixed: readonly Value[];
  /** First values, the same for the same seed. */
  values(seed?: number): Map<string, Float32Array>;
}

const size = 8;
const batch = 8;

/**
 * Two convolutions and a head that tell whether a bar on an image stands, lies or is not there, and how far from the
 * middle it is. Inputs `images` [8, 1, 8, 8], `kinds` [8, 3] (one-hot) and `places` [8, 1]. The images are scaled by a
 * fixed input.
 */
export function smallNetwork(): SmallNetwork {
  const parameters: Value[] = [];
  const declare = (name: string, shape: readonly number[]): Value => {
    const value = input(name, shape);
    parameters.push(value);
    return value;
  };
  const scale = input('backbone.scale', [1]);
  const images = multiply(input('images', [batch, 1, size, size]), scale);
  const conv = (name: string, x: Value, filters: number, stride: number): Value =>
    scope(name, () => {
      const weight = declare(`${name}.weight`, [filters, x.shape[1], 3, 3]);
      return relu(conv2d(x, weight, { bias: declare(`${name}.bias`, [filters]), stride, padding: 1 }));
    });
  const features = conv('backbone.conv2', conv('backbone.conv1', images, 4, 1), 8, 2);
  const flat = reshape(features, [batch, sizeOf(features.shape.slice(1))]);
  const linear = (name: string, count: number): Value =>
    scope(name, () => {
      const weight = declare(`${name}.weight`, [flat.shape[1], count]);
      return add(matmul(flat, weight), declare(`${name}.bias`, [count]));
    });
  const [kind, place] = scope('loss', () => {
    const logits = logSoftmax(linear('head.kind', 3));
    const likelihood = reduceSum(multiply(logits, input('kinds', [batch, 3])));
    const away = subtract(linear('head.place', 1), input('places', [batch, 1]));
    return [multiply(likelihood, constant(-1 / batch)), reduceMean(square(away))];
  });
  return {
    loss: scope('loss.total', () => add(kind, place)),
    parts: { kind, place },
    parameters,
    fixed: [scale],
    values: (seed = 1) => {
      const drawn = parameters.map((value): [string, Float32Array] => {
        const name = nameOf(value);
        const bound = name.endsWith('bias') ? 0 : 0.4;
        return [name, new Random(seed, name).fill(new Float32Array(sizeOf(value.shape)), -bound, bound)];
      });
      return new Map([...drawn, ['backbone.scale', Float32Array.of(0.5)]]);
    },
  };
}

/** What the network is fed. */
export interface Batch {
  readonly [name: string]: Float32Array;
  readonly images: Float32Array;
  readonly kinds: Float32Array;
  readonly places: Float32Array;
}

/** The batch of a number: bars with noise around them. */
export function bars(number: number, seed = 1): Batch {
  const random = new Random(seed, 'batch', number);
  const images = random.fill(new Float32Array(batch * size * size), -0.3, 0.3);
  const kinds = new Float32Array(batch * 3);
  const places = new Float32Array(batch);
  for (let image = 0; image < batch; image += 1) {
    const kind = Math.floor(random.uniform(0, 3));
    const line = Math.floor(random.uniform(0, size));
    kinds[image * 3 + kind] = 1;
    places[image] = kind === 2 ? 0 : (line - (size - 1) / 2) / size;
    for (let at = 0; at < size && kind < 2; at += 1) {
      images[image * size * size + (kind === 0 ? at * size + line : line * size + at)] += 1;
    }
  }
  return { images, kinds, places };
}

/** Values by the float64 reference, for inputs by name; what is not given is refused by `evaluate`. */
export function referenceOf(
  values: readonly Value[],
  named: Readonly<Record<string, ArrayLike<number> | number>>,
): Float64Array[] {
  const { inputs } = cutGraph(values);
  const given = inputs.filter((value) => nameOf(value) in named);
  const feeds = new Map(given.map((value) => [value, tensor(value.shape, named[nameOf(value)])]));
  return evaluate(values, feeds).map(({ data }) => data);
}

/** A step that is disposed of when the test ends; one thread. */
export async function compiledStep(options: StepOptions): Promise<TrainingStep> {
  const step = await compileStep({ threads: 1, ...options });
  onTestFinished(() => step.dispose());
  return step;
}

/** The bits of a state, to compare exactly: NaN is not equal to itself, and -0 is equal to 0. */
export function bitsOf(tensors: ReadonlyMap<string, Float32Array | BigInt64Array>): Record<string, string> {
  return Object.fromEntries(
    [...tensors].map(([name, { buffer, byteOffset, byteLength }]) => [
      name,
      Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString('hex'),
    ]),
  );
}
