import { afterAll, describe, expect, it } from 'vitest';
import { boundsOf } from '../bounds.js';
import { constant } from '../ops/constant.js';
import { input } from '../ops/input.js';
import { sharedBuffers } from '../runtime/buffers.js';
import { gradientError } from '../testing.js';
import type { ReferenceTensor, Value } from '../types.js';
import { type RotatedFeatureAlignOptions, rotatedFeatureAlign } from './rotated-feature-align.js';
import {
  between,
  byKernels,
  byReference,
  difference,
  flat,
  hasVectors,
  type Nested,
  nested,
  type Outcome,
  unlessAbsent,
  vectors,
} from './testing.js';
import { kernelThreads, setKernelThreads, stopKernelThreads } from './threads.js';

interface Case {
  readonly op?: string;
  readonly features: Nested;
  readonly best_bboxes: Nested;
  readonly spatial_scale: number;
  readonly points: 1 | 5;
  readonly expected: Nested;
  readonly expected_grad_for_ones: Nested;
  readonly rtol?: number;
}

const goldens = vectors<Case>('golden_mmcv_rotated_feature_align');
const transcribed = vectors<Case>('mmcv_ops').filter(({ op }) => op === 'rotated_feature_align');

const defaults: RotatedFeatureAlignOptions = { spatialScale: 0.25, points: 5 };

function align(options: RotatedFeatureAlignOptions): (features: Value, boxes: Value) => Value[] {
  return (features, boxes) => Object.values(rotatedFeatureAlign(features, boxes, options));
}

/** Boxes over a map at stride 4, and a bit over its border. */
function someBoxes(images: number, height: number, width: number, seed: number): ReferenceTensor {
  const boxes = between(0, 1, [images, height, width, 5], seed);
  const spans = [4 * height + 4, 4 * width + 4, 20, 12, 3];
  boxes.data.forEach((u, i) => {
    boxes.data[i] = Math.fround(spans[i % 5] * u + [-2, -2, 1, 1, -1.5][i % 5]);
  });
  return boxes;
}

afterAll(stopKernelThreads);

describe('rotatedFeatureAlign', () => {
  it.skipIf(!hasVectors)(`agrees with mmcv and its test, forward and backward${unlessAbsent}`, async () => {
    expect([goldens.length, transcribed.length]).toEqual([2, 1]);
    for (const golden of [...goldens, ...transcribed]) {
      const tolerance = golden.rtol ?? 1e-4;
      const setting = {
        build: align({ spatialScale: golden.spatial_scale, points: golden.points }),
        tensors: [nested(golden.features), nested(golden.best_bboxes)],
        differentiable: [0],
      };
      for (const { results, gradients } of [byReference(setting), await byKernels(setting)]) {
        expect(difference(results[0], flat(golden.expected))).toBeLessThan(tolerance);
        expect(difference(gradients[0], flat(golden.expected_grad_for_ones))).toBeLessThan(tolerance);
        expect(results[1][0]).toBe(0);
      }
    }
  });

  it('reads centres as x and y when asked to', () => {
    const features = between(-1, 1, [1, 2, 5, 7], 1);
    const boxes = someBoxes(1, 5, 7, 2);
    const swapped = boxes.data.map((_, i) => boxes.data[i + [1, -1, 0, 0, 0][i % 5]]);
    const yx = byReference({ build: align(defaults), tensors: [features, boxes] });
    const build = align({ ...defaults, centre: 'xy' });
    const xy = byReference({ build, tensors: [features, { shape: boxes.shape, data: swapped }] });
    expect(xy.results).toEqual(yx.results);
  });

  it.each([1, 5] as const)('has the gradient of central differences, and its gradient too, at %d points', (points) => {
    const boxes = someBoxes(2, 5, 6, 3);
    const build = (features: Value): Value =>
      rotatedFeatureAlign(features, constant(boxes.data, boxes.shape), { ...defaults, points }).features;
    expect(gradientError(build, [between(-1, 1, [2, 2, 5, 6], 5)])).toBeLessThan(1e-8);
    const twice = (features: Value): Value => {
      const aligned = build(features);
      return aligned.node.op.gradient?.(aligned.node, [aligned])?.[0] as Value;
    };
    expect(gradientError(twice, [between(-1, 1, [2, 2, 5, 6], 5)])).toBeLessThan(1e-7);
  });

  it.each([1, 3, 20, 70])('computes in float32 what the reference does, with %d channels', async (channels) => {
    for (const points of [1, 5] as const) {
      const setting = {
        build: align({ ...defaults, points }),
        tensors: [between(-1, 1, [2, channels, 9, 11], 7), someBoxes(2, 9, 11, 8)],
        differentiable: [0],
        weights: between(-1, 1, [2, channels, 9, 11], 9).data,
      };
      const reference = byReference(setting);
      for (const buffers of [undefined, sharedBuffers]) {
        const kernels = await byKernels(setting, buffers);
        expect(difference(kernels.results[0], reference.results[0])).toBeLessThan(2e-6);
        expect(difference(kernels.gradients[0], reference.gradients[0])).toBeLessThan(4e-6);
      }
    }
  });

  it('gives the same bits for any number of threads', async () => {
    const before = kernelThreads();
    const tensors = [between(-1, 1, [2, 64, 24, 32], 1), someBoxes(2, 24, 32, 2)];
    const outcomes: Outcome[] = [];
    for (const threads of [1, 2, 3]) {
      await setKernelThreads(threads);
      outcomes.push(await byKernels({ build: align(defaults), tensors, differentiable: [0] }));
    }
    await setKernelThreads(before);
    for (const { results, gradients } of outcomes) {
      expect(difference(results[0], outcomes[0].results[0])).toBe(0);
      expect(difference(gradients[0], outcomes[0].gradients[0])).toBe(0);
    }
  });

  it('keeps the features of places whose boxes make no sense, counts them, and leaves the others alone', async () => {
    const features = between(-1, 1, [1, 3, 6, 8], 1);
    const boxes = someBoxes(1, 6, 8, 2);
    const wrong = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e30, -1e30];
    const poisoned = boxes.data.slice();
    const bad = new Set<number>();
    for (const column of [0, 1, 2, 3, 4]) {
      wrong.forEach((number, i) => {
        // An angle of 1e30 is an angle.
        if (column === 4 && i >= 3) return;
        const place = column * 5 + i;
        bad.add(place);
        poisoned[place * 5 + column] = number;
      });
    }
    const build = align(defaults);
    const setting = { build, tensors: [features, { shape: boxes.shape, data: poisoned }], differentiable: [0] };
    for (const run of [byReference, byKernels]) {
      const { results, gradients } = await run(setting);
      const whole = await run({ build, tensors: [features, boxes] });
      expect(results[1][0]).toBe(bad.size);
      results[0].forEach((value, i) => {
        expect(value).toBe(bad.has(i % 48) ? features.data[i] : whole.results[0][i]);
      });
      expect(gradients[0].every(Number.isFinite)).toBe(true);
    }
  });

  it('tells the prover what its results lie between', () => {
    const features = input('features', [1, 2, 4, 4]);
    const { features: aligned } = rotatedFeatureAlign(features, input('boxes', [1, 4, 4, 5]), defaults);
    const bounds = boundsOf([aligned], new Map([[features, { low: -1, high: 2, mayBeNaN: false }]])).get(aligned);
    expect(bounds?.low).toBeCloseTo(-6, 4);
    expect(bounds?.high).toBeCloseTo(12, 4);
    expect(bounds?.mayBeNaN).toBe(false);
  });

  it('refuses boxes for another map', () => {
    expect(() => rotatedFeatureAlign(input('f', [1, 2, 4, 4]), input('b', [1, 4, 5, 5]), defaults)).toThrowError(
      expect.objectContaining({ code: 'graph/shape' }),
    );
  });
});
