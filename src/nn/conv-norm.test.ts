import { expect, it } from 'vitest';
import {
  add,
  constant,
  conv2d,
  evaluate,
  gradient,
  input,
  multiply,
  reduceSum,
  reshape,
  scope,
  square,
  subtract,
  tensor,
  unguardedDivide,
  unguardedSqrt,
  type Value,
} from '../graph/index.js';
import { convNorm } from './conv-norm.js';
import { Parameters } from './parameters.js';
import { goldenFeeds, sampledGradientError } from './testing.js';

function layer() {
  const parameters = new Parameters();
  const x = input('x', [2, 3, 5, 6]);
  const y = convNorm(parameters, x, { names: ['conv', 'bn'], filters: 4, kernel: 3, padding: 1, stride: 2 });
  return { parameters, x, y, feeds: goldenFeeds(parameters, x) };
}

it('is the convolution and then the norm', () => {
  const { parameters, x, y, feeds } = layer();
  const [weight, gamma, beta, mean, variance] = parameters.all.map(({ value }) => reshapedNorm(value));
  const centred = subtract(conv2d(x, weight, { padding: 1, stride: 2 }), mean);
  const deviation = unguardedSqrt(add(variance, constant(1e-5)));
  const plain = add(multiply(unguardedDivide(centred, deviation), gamma), beta);
  const [folded, expected] = evaluate([y, plain], feeds);
  folded.data.forEach((element, i) => {
    expect(element).toBeCloseTo(expected.data[i], 12);
  });
});

function reshapedNorm(value: Value): Value {
  return value.shape.length === 1 ? reshape(value, [1, 4, 1, 1]) : value;
}

it('passes gradients to the image, the weights and the affine parameters', () => {
  const { parameters, x, y, feeds } = layer();
  const loss = reduceSum(square(y));
  const by = [x, ...parameters.all.map(({ value }) => value)];
  const gradients = evaluate(gradient(loss, by), feeds);
  const derived = new Map(by.map((value, i) => [value, gradients[i].data]));
  expect(sampledGradientError(loss, derived, feeds, 50)).toBeLessThan(1e-7);
});

it('stays finite where a running variance is zero or below', () => {
  const { parameters, y, feeds } = layer();
  const variance = parameters.find('bn.running_var')?.value;
  if (variance === undefined) throw new Error('no variance');
  const all = new Map([...feeds, [variance, tensor([4], [0, -1, 1e-30, 1])]]);
  expect(evaluate([y], all)[0].data.every(Number.isFinite)).toBe(true);
});

it('names what it computes after its parts', () => {
  const parameters = new Parameters();
  const x = input('x', [2, 3, 5, 6]);
  const y = scope('backbone', () =>
    convNorm(parameters, x, { names: ['conv1', 'bn1'], filters: 4, trained: false, norm: { trained: true } }),
  );
  expect(y.name).toMatch(/^backbone\.conv1\.conv2d#/);
  expect(parameters.all.map(({ name, trained }) => [name, trained])).toEqual([
    ['backbone.conv1.weight', false],
    ['backbone.bn1.weight', true],
    ['backbone.bn1.bias', true],
    ['backbone.bn1.running_mean', false],
    ['backbone.bn1.running_var', false],
  ]);
});
