import { expect, it } from 'vitest';
import { constant, evaluate, input, tensor } from '../graph/index.js';
import { gradientError, numbers, runtimeError } from '../graph/testing.js';
import { groupNorm } from './group-norm.js';
import { Parameters } from './parameters.js';

const shape = [2, 6, 3, 4];
const x = tensor(
  shape,
  numbers(144).map((u) => 3 * u + 1),
);

/** Weight and bias as they begin, but as constants. */
function fixed(): Parameters {
  const parameters = new Parameters();
  parameters.declare = (name, size) => constant(name === 'weight' ? 1 : 0, size);
  return parameters;
}

/** Group norm of three groups, with its weight and bias fed. */
function evaluated(data: Float64Array, weight: number[], bias: number[]): Float64Array {
  const parameters = new Parameters();
  const image = input('x', shape);
  const y = groupNorm(parameters, image, { groups: 3 });
  const [w, b] = parameters.all.map(({ value }) => value);
  return evaluate(
    [y],
    new Map([
      [image, tensor(shape, data)],
      [w, tensor([6], weight)],
      [b, tensor([6], bias)],
    ]),
  )[0].data;
}

it('gives every group of every image mean 0 and variance 1', () => {
  const data = evaluated(x.data, Array(6).fill(1), Array(6).fill(0));
  for (let group = 0; group < 6; group += 1) {
    const part = data.subarray(group * 24, (group + 1) * 24);
    expect(part.reduce((sum, v) => sum + v, 0)).toBeCloseTo(0, 10);
    expect(part.reduce((sum, v) => sum + v * v, 0) / 24).toBeCloseTo(1, 4);
  }
});

it('scales and shifts every channel', () => {
  const plain = evaluated(x.data, Array(6).fill(1), Array(6).fill(0));
  const affine = evaluated(x.data, [1, 2, 3, 4, 5, 6], [0, 10, 20, 30, 40, 50]);
  affine.forEach((element, i) => {
    const channel = Math.floor(i / 12) % 6;
    expect(element).toBeCloseTo(plain[i] * (channel + 1) + 10 * channel, 10);
  });
});

it('has the gradient of central differences', () => {
  expect(gradientError((image) => groupNorm(fixed(), image, { groups: 3 }), [x])).toBeLessThan(1e-7);
});

it('is its reference on ONNX Runtime, and finite where a group is constant', async () => {
  const flat = tensor(shape, 5);
  for (const point of [x, flat]) {
    expect(await runtimeError((image) => groupNorm(fixed(), image, { groups: 3 }), [point])).toBeLessThan(1e-5);
  }
  expect(evaluated(flat.data, Array(6).fill(1), Array(6).fill(0)).every(Number.isFinite)).toBe(true);
});
