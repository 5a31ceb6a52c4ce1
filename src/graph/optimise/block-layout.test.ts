import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradient } from '../gradient.js';
import { add } from '../ops/add.js';
import { conv2d } from '../ops/conv2d.js';
import { input } from '../ops/input.js';
import { maxPool2d } from '../ops/max-pool2d.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { relu } from '../ops/relu.js';
import { square } from '../ops/square.js';
import { upsampleNearest2d } from '../ops/upsample-nearest2d.js';
import { blockSize } from '../runtime/block-size.js';
import { compile } from '../runtime/program.js';
import { numbers } from '../testing.js';
import type { Value } from '../types.js';
import { nodesOf, sizeOf } from '../value.js';
import { blockLayout } from './block-layout.js';
import { fuseConvolutions } from './fuse-convolutions.js';
import { optimise } from './optimise.js';
import { changeBy, networks } from './testing.js';

const block = await blockSize();

const operations = (values: readonly Value[]) => nodesOf(values).map(({ op }) => op.name);

describe('blockLayout', () => {
  it('keeps the values of random networks and of their gradients', () => {
    fc.assert(
      fc.property(networks(2), (graph) => {
        expect(changeBy((outputs) => blockLayout(outputs, 2, 0), graph)).toBeLessThan(1e-11);
      }),
      { numRuns: 150 },
    );
  });

  it('keeps images in blocks from the first convolution to the last', () => {
    const x = input('x', [1, 3, 16, 16]);
    const first = relu(conv2d(x, input('w1', [4, 3, 3, 3]), { stride: 2, padding: 1 }));
    const pooled = maxPool2d(first, 3, { stride: 2, padding: 1 });
    const second = conv2d(pooled, input('w2', [4, 4, 1, 1]));
    const names = operations(blockLayout([add(second, pooled)], 4, 0));
    expect(names).not.toContain('conv2d');
    expect(names).not.toContain('max-pool2d');
    // Transpositions: one of few-channel weights, one of 1 × 1 weights, one of the result.
    expect(names.filter((name) => name === 'transpose')).toHaveLength(4);
  });

  it('leaves convolutions with few windows as they are', () => {
    const y = conv2d(input('x', [1, 4, 31, 33]), input('w', [4, 4, 1, 1]));
    expect(blockLayout([y], 4)[0]).toBe(y);
    expect(blockLayout([y], 4, 1023)[0]).not.toBe(y);
  });

  it('leaves channels that fill no block as they are', () => {
    const y = conv2d(input('x', [1, 4, 4, 4]), input('w', [3, 4, 3, 3]));
    expect(blockLayout([y], 4, 0)[0]).toBe(y);
  });
});

describe('fuseConvolutions', () => {
  it('keeps the values of random networks and of their gradients', () => {
    fc.assert(
      fc.property(networks(2), (graph) => {
        const outputs = blockLayout(graph.outputs, 2, 0);
        expect(changeBy(fuseConvolutions, { ...graph, outputs })).toBeLessThan(1e-12);
      }),
      { numRuns: 60 },
    );
  });

  it('takes the sum and the ReLU at the end of a residual block into its last convolution', () => {
    const x = input('x', [1, 4, 4, 4]);
    const y = relu(conv2d(x, input('w1', [4, 4, 3, 3]), { padding: 1 }));
    const sum = relu(add(conv2d(y, input('w2', [4, 4, 1, 1])), x));
    const names = operations(fuseConvolutions(blockLayout([sum], 4, 0)));
    expect(names).not.toContain('relu');
    expect(names).not.toContain('add');
  });
});

describe.skipIf(block === undefined)('optimise for this processor (skipped where ONNX Runtime has no blocks)', () => {
  const channels = block ?? 0;

  it('gives the gradients of a network on ONNX Runtime that the plain graph gives', async () => {
    const image = input('image', [2, 3, 37, 42]);
    const shapes = {
      stem: [channels, 3, 7, 7],
      a: [channels, channels, 3, 3],
      b: [2 * channels, channels, 3, 3],
      down: [2 * channels, channels, 1, 1],
      c: [2 * channels, 2 * channels, 1, 1],
      lateral: [channels, channels, 1, 1],
      top: [channels, 2 * channels, 1, 1],
      bias: [channels],
      out: [5, channels, 3, 3],
    };
    const w = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, input(name, shape)]));
    const stem = maxPool2d(relu(conv2d(image, w.stem, { stride: 2, padding: 3 })), 3, { stride: 2, padding: 1 });
    const first = relu(add(conv2d(stem, w.a, { padding: 1 }), stem));
    const second = relu(
      add(conv2d(relu(conv2d(first, w.b, { stride: 2, padding: 1 })), w.c), conv2d(first, w.down, { stride: 2 })),
    );
    const top = conv2d(second, w.top);
    const lateral = conv2d(first, w.lateral, { bias: w.bias });
    const merged = add(lateral, upsampleNearest2d(top, { size: [lateral.shape[2], lateral.shape[3]] }));
    const loss = reduceSum(square(conv2d(merged, w.out, { padding: 1 })));
    const trained = Object.values(w);
    const plain = [loss, ...gradient(loss, trained)];
    const inBlocks = fuseConvolutions(blockLayout(plain, channels, 0));
    const values = Object.fromEntries(
      [image, ...trained].map((value, at) => [
        value === image ? 'image' : Object.keys(w)[at - 1],
        Float32Array.from(
          numbers(sizeOf(value.shape), at + 1),
          (element) => element / Math.sqrt(sizeOf(value.shape.slice(1))),
        ),
      ]),
    );
    const results = await Promise.all(
      [plain, inBlocks, optimise(plain, { block: channels })].map(async (outputs) => {
        const program = await compile(Object.fromEntries(outputs.map((value, at) => [`${at}`, value])), { threads: 2 });
        const found = await program.run(values);
        const copies = outputs.map((_, at) => Float64Array.from(found[`${at}`].data as Float32Array));
        program.dispose();
        return copies;
      }),
    );
    for (const others of results.slice(1)) {
      results[0].forEach((before, at) => {
        const size = before.reduce((most, element) => Math.max(most, Math.abs(element)), 0);
        const apart = before.reduce((most, element, i) => Math.max(most, Math.abs(element - others[at][i])), 0);
        expect(apart / size).toBeLessThan(1e-5);
      });
    }
  });
});
