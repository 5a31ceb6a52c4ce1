import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { boundsOf } from '../bounds.js';
import { evaluate, tensor } from '../evaluate.js';
import { constant } from '../ops/constant.js';
import { input } from '../ops/input.js';
import { sharedBuffers } from '../runtime/buffers.js';
import { gradientError } from '../testing.js';
import type { Value } from '../types.js';
import { type RotatedRoIAlignOptions, rotatedRoIAlign } from './rotated-roi-align.js';
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
  readonly input: Nested;
  readonly rois: Nested;
  readonly output_size: [number, number];
  readonly spatial_scale: number;
  readonly sampling_ratio: number;
  readonly aligned: boolean;
  readonly clockwise: boolean;
  readonly expected: Nested;
  readonly expected_grad_input_for_ones: Nested;
}

const cases = [
  ...vectors<Case>('golden_mmcv_roi_align_rotated'),
  ...vectors<Case>('mmcv_ops').filter(({ op }) => op === 'roi_align_rotated'),
];

const defaults: RotatedRoIAlignOptions = { outputSize: 3, spatialScale: 0.25, samplingRatio: 2, clockwise: true };

function pool(options: RotatedRoIAlignOptions): (features: Value, boxes: Value) => Value[] {
  return (features, boxes) => Object.values(rotatedRoIAlign(features, boxes, options));
}

/** Boxes over a map of 8 × 10 pixels at stride 4, and a bit over its border. */
function someBoxes(count: number, seed: number) {
  const unit = between(0, 1, [count, 6], seed);
  const place = [(u: number) => Math.floor(2 * u), (u: number) => 44 * u - 2, (u: number) => 36 * u - 2];
  const shape = [(u: number) => 1 + 40 * u, (u: number) => 1 + 20 * u, (u: number) => 3.1 * u - 1.5];
  return tensor(
    [count, 6],
    unit.data.map((u, i) => Math.fround([...place, ...shape][i % 6](u))),
  );
}

afterAll(stopKernelThreads);

describe('rotatedRoIAlign', () => {
  it.skipIf(!hasVectors)(`agrees with mmcv and its tests, forward and backward${unlessAbsent}`, async () => {
    expect(cases).toHaveLength(13);
    for (const golden of cases) {
      const { sampling_ratio: samplingRatio, aligned } = golden;
      const build = pool({
        outputSize: golden.output_size,
        spatialScale: golden.spatial_scale,
        samplingRatio,
        aligned,
        clockwise: golden.clockwise,
      });
      // Where mmcv samples a box without sides, it does so as if it were the smallest of boxes.
      const sampled = aligned && samplingRatio === 0 ? 0 : 1e-6;
      const rois = nested(golden.rois);
      const boxes = tensor(
        rois.shape,
        rois.data.map((value, i) => ([3, 4].includes(i % 6) ? Math.max(value, sampled) : value)),
      );
      const setting = { build, tensors: [nested(golden.input), boxes], differentiable: [0] };
      for (const { results, gradients } of [byReference(setting), await byKernels(setting)]) {
        expect(difference(results[0], flat(golden.expected))).toBeLessThan(1e-4);
        expect(difference(gradients[0], flat(golden.expected_grad_input_for_ones))).toBeLessThan(1e-4);
      }
    }
  });

  it.each([{}, { samplingRatio: 0 }, { aligned: false }, { clockwise: false }, { outputSize: [2, 5] as const }])(
    'has the gradient of central differences with %j',
    (options) => {
      const boxes = someBoxes(6, 3);
      const build = (features: Value): Value =>
        rotatedRoIAlign(features, constant(boxes.data, boxes.shape), { ...defaults, ...options }).features;
      expect(gradientError(build, [between(-1, 1, [2, 1, 8, 10], 5)])).toBeLessThan(1e-8);
    },
  );

  it.each([1, 3, 4, 19, 70])('computes in float32 what the reference does, with %d channels', async (channels) => {
    const tensors = [between(-1, 1, [2, channels, 8, 10], 7), someBoxes(12, 8)];
    const weights = between(-1, 1, [12, channels, 3, 3], 9).data;
    const setting = { build: pool(defaults), tensors, differentiable: [0], weights };
    const reference = byReference(setting);
    for (const buffers of [undefined, sharedBuffers]) {
      const kernels = await byKernels(setting, buffers);
      expect(difference(kernels.results[0], reference.results[0])).toBeLessThan(1e-6);
      expect(difference(kernels.gradients[0], reference.gradients[0])).toBeLessThan(4e-6);
    }
  });

  it('pools each box from its own map', async () => {
    const maps = [between(-1, 1, [2, 5, 16, 20], 1), between(-1, 1, [2, 5, 8, 10], 2), between(-1, 1, [2, 5, 4, 5], 3)];
    const boxes = someBoxes(9, 4);
    const levels = [0, 1, 2, 2, 1, 0, 0, 3, -1];
    const several = (...inputs: Value[]): Value[] => {
      const options = { ...defaults, spatialScale: [0.5, 0.25, 0.125], levels: constant(levels, [9], 'int64') };
      return Object.values(rotatedRoIAlign(inputs.slice(1), inputs[0], options));
    };
    const setting = { build: several, tensors: [boxes, ...maps], differentiable: [1, 2, 3] };
    const reference = byReference(setting);
    const kernels = await byKernels(setting);
    expect(difference(kernels.results[0], reference.results[0])).toBeLessThan(1e-6);
    kernels.gradients.forEach((gradient, level) => {
      expect(difference(gradient, reference.gradients[level])).toBeLessThan(2e-6);
    });
    // The last two have no map.
    expect(kernels.results[1][0]).toBe(2);
    for (const [level, map] of maps.entries()) {
      const spatialScale = 0.5 / 2 ** level;
      const alone = await byKernels({ build: pool({ ...defaults, spatialScale }), tensors: [map, boxes] });
      levels.forEach((own, row) => {
        if (own !== level) return;
        const [from, to] = [row * 45, row * 45 + 45];
        expect(kernels.results[0].slice(from, to)).toEqual(alone.results[0].slice(from, to));
      });
    }
  });

  it('has a gradient that has a gradient', () => {
    const boxes = someBoxes(4, 6);
    const weigh = (features: Value): Value =>
      rotatedRoIAlign(features, constant(boxes.data, boxes.shape), defaults).features;
    const squared = (features: Value): Value => {
      const pooled = weigh(features);
      return pooled.node.op.gradient?.(pooled.node, [pooled])?.[1] as Value;
    };
    expect(gradientError(squared, [between(-1, 1, [2, 1, 8, 10], 5)])).toBeLessThan(1e-8);
  });

  it('gives the same bits for any number of threads', async () => {
    const before = kernelThreads();
    const tensors = [between(-1, 1, [2, 64, 32, 32], 1), someBoxes(300, 2)];
    const setting = { build: pool({ ...defaults, outputSize: 7 }), tensors, differentiable: [0] };
    const outcomes: Outcome[] = [];
    for (const threads of [1, 2, 3]) {
      await setKernelThreads(threads);
      outcomes.push(await byKernels(setting));
    }
    await setKernelThreads(before);
    for (const { results, gradients } of outcomes) {
      expect(difference(results[0], outcomes[0].results[0])).toBe(0);
      expect(difference(gradients[0], outcomes[0].gradients[0])).toBe(0);
    }
  });

  it('gives zeros for boxes that make no sense, counts them, and leaves the others alone', async () => {
    const good = [0, 16, 16, 12, 8, 0.3];
    const bad = [0, 1, 2, 3, 4, 5].flatMap((column) =>
      [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((number) => good.with(column, number)),
    );
    for (const column of [1, 2, 3, 4]) bad.push(good.with(column, 1e30), good.with(column, -1e30));
    for (const column of [3, 4]) bad.push(good.with(column, 0), good.with(column, -5));
    bad.push(good.with(0, 2), good.with(0, -3), good.with(1, 1e5));
    const rows = [good, ...bad, good.with(0, -1), good];
    for (const samplingRatio of [0, 2]) {
      for (const aligned of [true, false]) {
        const features = between(-1, 1, [2, 3, 8, 10], 1);
        const build = pool({ ...defaults, samplingRatio, aligned });
        const among = { build, tensors: [features, nested(rows)], differentiable: [0] };
        const alone = { build, tensors: [features, nested([good, good])], differentiable: [0] };
        for (const run of [byReference, byKernels]) {
          const { results, gradients } = await run(among);
          const expected = await run(alone);
          const pooled = Array.from(results[0]);
          expect(results[1][0]).toBe(bad.length);
          expect(pooled.slice(27, -27).every((value) => value === 0)).toBe(true);
          expect([...pooled.slice(0, 27), ...pooled.slice(-27)]).toEqual(Array.from(expected.results[0]));
          expect(gradients).toEqual(expected.gradients);
        }
      }
    }
  });

  it('stays within the bounds of the features, whatever the boxes', async () => {
    const number = fc.oneof(fc.float(), fc.float({ min: -40, max: 80 }));
    const box = fc.tuple(fc.constantFrom(0, 1, -1), number, number, number, number, number);
    await fc.assert(
      fc.asyncProperty(fc.array(box, { minLength: 1, maxLength: 8 }), async (rows) => {
        const tensors = [between(2, 3, [2, 5, 8, 10], 1), nested(rows)];
        const setting = { build: pool({ ...defaults, samplingRatio: 0 }), tensors, differentiable: [0] };
        const reference = byReference(setting);
        const { results, gradients } = await byKernels(setting);
        expect(difference(results[0], reference.results[0])).toBeLessThan(1e-5);
        expect(results[0].every((value) => value >= 0 && value <= 3.001)).toBe(true);
        expect(gradients[0].every((value) => value >= 0 && value <= rows.length * 9)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('tells the prover what its results lie between', () => {
    const features = input('features', [1, 2, 4, 4]);
    const boxes = input('boxes', [3, 6]);
    const { features: pooled, rejected } = rotatedRoIAlign(features, boxes, defaults);
    const bounds = boundsOf([pooled, rejected], new Map([[features, { low: 1, high: 4, mayBeNaN: false }]]));
    expect(bounds.get(pooled)).toMatchObject({ low: 0, mayBeNaN: false });
    expect(bounds.get(pooled)?.high).toBeCloseTo(4, 1);
    expect(bounds.get(rejected)).toEqual({ low: 0, high: 3, mayBeNaN: false });
  });

  it('lets a feature that is not finite spread no further than its samples', async () => {
    const features = between(-1, 1, [1, 4, 8, 10], 1);
    features.data[0] = Number.NaN;
    const tensors = [
      features,
      nested([
        [0, 20, 20, 8, 8, 0],
        [0, 2, 2, 4, 4, 0],
      ]),
    ];
    const kernels = await byKernels({ build: pool(defaults), tensors });
    const reference = byReference({ build: pool(defaults), tensors });
    expect(difference(kernels.results[0], reference.results[0])).toBeLessThan(1e-6);
    const wrong = Array.from(kernels.results[0], Number.isNaN);
    expect(wrong.slice(0, 36).some(Boolean)).toBe(false);
    expect(wrong.slice(36, 45).some(Boolean)).toBe(true);
    expect(wrong.slice(45).some(Boolean)).toBe(false);
  });

  it.each<[string, () => unknown]>([
    ['boxes of five numbers', () => rotatedRoIAlign(input('f', [1, 2, 4, 4]), input('b', [3, 5]), defaults)],
    ['a map of three axes', () => rotatedRoIAlign(input('f', [2, 4, 4]), input('b', [3, 6]), defaults)],
    [
      'two maps and one scale',
      () => rotatedRoIAlign([input('f', [1, 2, 4, 4]), input('g', [1, 2, 2, 2])], input('b', [3, 6]), defaults),
    ],
    [
      'two maps and no levels',
      () =>
        rotatedRoIAlign([input('f', [1, 2, 4, 4]), input('g', [1, 2, 2, 2])], input('b', [3, 6]), {
          ...defaults,
          spatialScale: [1, 0.5],
        }),
    ],
  ])('refuses %s', (_name, build) => {
    expect(build).toThrowError(expect.objectContaining({ code: 'graph/shape' }));
  });

  it('evaluates no boxes at all', () => {
    const [pooled] = evaluate(pool(defaults)(constant(1, [1, 2, 4, 4]), constant([], [0, 6])));
    expect(pooled.shape).toEqual([0, 2, 3, 3]);
  });
});
