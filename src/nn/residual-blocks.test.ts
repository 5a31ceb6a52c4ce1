import { describe, expect, it } from 'vitest';
import { evaluate, gradient, input, reduceSum, square } from '../graph/index.js';
import { Parameters } from './parameters.js';
import { basicBlock, bottleneck } from './residual-blocks.js';
import { goldenFeeds, sampledGradientError } from './testing.js';

describe.each([
  ['basicBlock', basicBlock, 4],
  ['bottleneck', bottleneck, 16],
])('%s', (_, block, filters) => {
  it.each([1, 2])('has the gradient of central differences with stride %i', (stride) => {
    const parameters = new Parameters();
    const x = input('x', [2, 4, 6, 6]);
    const how = { width: 4, stride, trained: true, trainNorms: true, zeroInitResidual: false };
    const y = block(parameters, x, how);
    expect(y.shape).toEqual([2, filters, 6 / stride, 6 / stride]);
    const feeds = goldenFeeds(parameters, x);
    const loss = reduceSum(square(y));
    const by = [x, ...parameters.trained.map(({ value }) => value)];
    const gradients = evaluate(gradient(loss, by), feeds);
    const derived = new Map(by.map((value, i) => [value, gradients[i].data]));
    expect(sampledGradientError(loss, derived, feeds, 40)).toBeLessThan(1e-6);
  });
});
