import { describe, expect, it, onTestFinished } from 'vitest';
import { add } from '../ops/add.js';
import { input } from '../ops/input.js';
import { matmul } from '../ops/matmul.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { scope } from '../scope.js';
import { profile } from './profile.js';
import { compile } from './program.js';
import { hostSquare } from './testing.js';

describe('profile', () => {
  it('tells the scopes where the time goes, host operations included', async () => {
    const x = input('x', [300, 300]);
    const product = scope('neck', () => matmul(x, x));
    const hosted = scope('head', () => hostSquare(product));
    const program = await compile({ y: scope('loss', () => reduceSum(add(hosted, x))) }, { threads: 1 });
    onTestFinished(() => program.dispose());
    const entries = await profile(program, { x: 1 }, { runs: 3 });
    const kinds = entries.map(({ name, type }) => `${name.replace(/#\d+/, '')} ${type}`);
    expect(kinds.toSorted()).toEqual([
      'head.host-square host-square',
      'loss/add/Add Add',
      'loss/reduce-sum/ReduceSum ReduceSum',
      'neck/matmul/Gemm Gemm',
    ]);
    expect(
      entries.every(
        ({ milliseconds }, i) => milliseconds > 0 && milliseconds <= entries[Math.max(0, i - 1)].milliseconds,
      ),
    ).toBe(true);
  });
});
