import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add } from '../ops/add.js';
import { broadcastTo } from '../ops/broadcast-to.js';
import { constant, constantOf } from '../ops/constant.js';
import { input } from '../ops/input.js';
import { multiply } from '../ops/multiply.js';
import { relu } from '../ops/relu.js';
import { reshape } from '../ops/reshape.js';
import { sigmoid } from '../ops/sigmoid.js';
import { stopGradient } from '../ops/stop-gradient.js';
import { transpose } from '../ops/transpose.js';
import { scope } from '../scope.js';
import type { Op } from '../types.js';
import { apply, nodesOf } from '../value.js';
import { foldConstants } from './fold-constants.js';
import { optimise } from './optimise.js';
import { removeIdentities } from './remove-identities.js';
import { shareCommon } from './share-common.js';
import { changeBy, elementwiseGraphs, networks } from './testing.js';

describe.each([
  ['foldConstants', foldConstants],
  ['removeIdentities', removeIdentities],
  ['shareCommon', shareCommon],
  ['optimise', (outputs: Parameters<typeof optimise>[0]) => optimise(outputs)],
])('%s', (_name, pass) => {
  it('keeps the values of random graphs and of their gradients', () => {
    fc.assert(
      fc.property(elementwiseGraphs, (graph) => {
        expect(changeBy(pass, graph)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps the values of random networks and of their gradients', () => {
    fc.assert(
      fc.property(networks(2), (graph) => {
        expect(changeBy(pass, graph)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  it('leaves graph inputs and what it cannot better as they are', () => {
    const x = input('x', [2]);
    const y = relu(x);
    expect(pass([x, y])).toEqual([x, y]);
    expect(pass([y])[0]).toBe(y);
  });
});

describe('foldConstants', () => {
  it('leaves one constant of what depends on constants alone', () => {
    const [folded] = foldConstants([broadcastTo(multiply(constant(3), constant(2)), [100_000])]);
    expect(constantOf(folded)).toEqual({ dtype: 'float32', shape: [100_000], data: 6 });
  });

  it('leaves what would make the model larger', () => {
    const value = broadcastTo(constant([1, 2], [2]), [100_000, 2]);
    expect(foldConstants([value])[0]).toBe(value);
  });
});

describe('shareCommon', () => {
  it('computes once what is computed twice, whatever the scope', () => {
    const x = input('x', [2]);
    const twice = () => relu(add(x, constant([1, Number.NaN], [2])));
    const [a, b] = shareCommon([scope('a', twice), scope('b', twice)]);
    expect(a).toBe(b);
  });

  it('keeps apart what differs in an attribute, an input or its order', () => {
    const [x, y] = [input('x', [2, 2]), input('y', [2, 2])];
    const values = [reshape(x, [4]), reshape(x, [1, 4]), add(x, y), add(y, x), constant(0), constant(-0)];
    expect(new Set(shareCommon(values)).size).toBe(values.length);
  });

  it('lets every host operation run', () => {
    const hostOp: Op = { name: 'host', infer: ([x]) => [x], evaluate: (x) => x, host: () => undefined };
    const x = input('x', [2]);
    const values = [apply(hostOp, [x], undefined), apply(hostOp, [x], undefined)];
    expect(shareCommon(values)).toEqual(values);
  });
});

describe('removeIdentities', () => {
  it('takes out what changes nothing', () => {
    const x = input('x', [2, 3]);
    const same = [
      add(x, constant(0)),
      multiply(constant(1), x),
      stopGradient(x),
      transpose(transpose(x)),
      reshape(reshape(x, [6]), [2, 3]),
    ];
    expect(removeIdentities(same)).toEqual(same.map(() => x));
  });

  it('keeps what changes the shape', () => {
    const x = input('x', [3]);
    const value = add(x, constant(0, [2, 3]));
    expect(removeIdentities([value])[0]).toBe(value);
  });
});

describe('optimise', () => {
  it('leaves behind what nothing needs any more', () => {
    const x = input('x', [2]);
    const [result] = optimise([multiply(add(sigmoid(x), constant(0)), broadcastTo(constant(1), [2]))]);
    expect(nodesOf([result]).map(({ op }) => op.name)).toEqual(['input', 'sigmoid']);
  });
});
