import { describe, expect, it } from 'vitest';
import { input } from '../ops/input.js';
import { gradientError } from '../testing.js';
import { activeRotatedFilter, rotatedEntries } from './active-rotated-filter.js';
import {
  between,
  byKernels,
  byReference,
  difference,
  flat,
  hasVectors,
  type Nested,
  nested,
  unlessAbsent,
  vectors,
} from './testing.js';

interface Case {
  readonly op: string;
  readonly weight: Nested;
  readonly indices: Nested;
  readonly expected: Nested;
  readonly expected_grad_for_ones: Nested;
}

const goldens = vectors<Case>('mmcv_ops').filter(({ op }) => op === 'active_rotated_filter');

describe('activeRotatedFilter', () => {
  it.skipIf(!hasVectors)(`agrees with mmcv's test, forward and backward${unlessAbsent}`, async () => {
    expect(goldens).toHaveLength(1);
    for (const golden of goldens) {
      const weight = nested(golden.weight);
      // mmcv counts from 1, with rotations innermost.
      const table = rotatedEntries(weight.shape, 8);
      expect(table[0].flatMap((_, entry) => table.map((turned) => turned[entry] + 1))).toEqual(flat(golden.indices));
      const setting = { build: activeFilter(8), tensors: [weight], differentiable: [0] };
      for (const { results, gradients } of [byReference(setting), await byKernels(setting)]) {
        expect(difference(results[0], flat(golden.expected))).toBeLessThan(1e-6);
        expect(difference(gradients[0], flat(golden.expected_grad_for_ones))).toBeLessThan(1e-6);
      }
    }
  });

  it.each([
    [1, 8, 3],
    [8, 8, 3],
    [4, 8, 3],
    [8, 4, 3],
    [2, 1, 3],
    [8, 8, 1],
  ])('moves %d orientations to %d rotations of a kernel of %d', async (orientations, rotations, kernel) => {
    const weight = between(-1, 1, [2, 3, orientations, kernel, kernel], 4);
    const weights = between(-1, 1, [2 * rotations, 3 * orientations, kernel, kernel], 5).data;
    const setting = { build: activeFilter(rotations), tensors: [weight], differentiable: [0], weights };
    const reference = byReference(setting);
    const runtime = await byKernels(setting);
    expect(difference(runtime.results[0], reference.results[0])).toBe(0);
    expect(difference(runtime.gradients[0], reference.gradients[0])).toBeLessThan(1e-6);
    expect(gradientError((x) => activeRotatedFilter(x, rotations), [weight])).toBeLessThan(1e-7);
    // Every rotation holds the same weights in another order.
    const size = weight.data.length / 2;
    const sorted = (values: Float64Array): number[] => Array.from(values).sort((a, b) => a - b);
    for (let rotation = 0; rotation < rotations; rotation += 1) {
      const turned = reference.results[0].slice(rotation * size, (rotation + 1) * size);
      expect(sorted(turned)).toEqual(sorted(weight.data.slice(0, size)));
    }
  });

  it.each([
    [[2, 3, 8, 5, 5], 8],
    [[2, 3, 3, 3, 3], 8],
    [[2, 3, 8, 3, 3], 6],
    [[2, 3, 3, 3], 8],
  ])('refuses a weight %j in %d rotations', (shape, rotations) => {
    expect(() => activeRotatedFilter(input('w', shape), rotations)).toThrowError(
      expect.objectContaining({ code: 'graph/shape' }),
    );
  });
});

function activeFilter(rotations: number) {
  return (weight: Parameters<typeof activeRotatedFilter>[0]) => [activeRotatedFilter(weight, rotations)];
}
