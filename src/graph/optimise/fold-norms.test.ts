import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradient } from '../gradient.js';
import { add } from '../ops/add.js';
import { constant } from '../ops/constant.js';
import { conv2d } from '../ops/conv2d.js';
import { input } from '../ops/input.js';
import { multiply } from '../ops/multiply.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { relu } from '../ops/relu.js';
import { square } from '../ops/square.js';
import { subtract } from '../ops/subtract.js';
import type { Value } from '../types.js';
import { nodesOf } from '../value.js';
import { foldNorms } from './fold-norms.js';
import { changeBy, networks } from './testing.js';

const operations = (values: readonly Value[]) => nodesOf(values).map(({ op }) => op.name);

describe('foldNorms', () => {
  it('keeps the values of random networks', () => {
    fc.assert(
      fc.property(networks(2, false), (graph) => {
        expect(changeBy(foldNorms, graph)).toBeLessThan(1e-12);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the gradient of everything trained, scale and shift included', () => {
    fc.assert(
      fc.property(networks(2, false), ({ outputs: [network], feeds }) => {
        const inputs = [...feeds.keys()];
        const slopes = (value: Value) => gradient(reduceSum(square(value)), inputs);
        const graph = { outputs: slopes(network), feeds };
        expect(changeBy(() => slopes(foldNorms([network])[0]), graph)).toBeLessThan(1e-11);
      }),
      { numRuns: 40 },
    );
  });

  it('leaves one operation over the pixels', () => {
    const x = input('x', [1, 2, 4, 4]);
    const [mean, scale, shift] = ['mean', 'scale', 'shift'].map((name) => input(name, [1, 3, 1, 1]));
    const norm = (y: Value) => add(multiply(subtract(y, mean), scale), shift);
    const [folded] = foldNorms([norm(conv2d(x, input('w', [3, 2, 3, 3])))]);
    expect(folded.node.op.name).toBe('conv2d');
    const onPixels = nodesOf([folded]).filter(({ outputs: [{ shape }] }) => shape.length === 4 && shape[2] === 2);
    expect(onPixels).toHaveLength(1);
  });

  it('lets stand what something else looks at, and what is no number per channel', () => {
    const x = input('x', [1, 2, 4, 4]);
    const y = conv2d(x, constant(1, [3, 2, 1, 1]));
    const seen = [multiply(y, constant(2, [3, 1, 1])), relu(y)];
    expect(foldNorms(seen)).toEqual(seen);
    const other = multiply(conv2d(x, constant(1, [3, 2, 1, 1])), constant([1, 2, 3, 4], [4]));
    expect(operations(foldNorms([other]))).toEqual(operations([other]));
  });
});
