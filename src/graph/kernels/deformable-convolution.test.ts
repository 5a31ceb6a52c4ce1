import { afterAll, describe, expect, it } from 'vitest';
import { boundsOf } from '../bounds.js';
import { conv2d } from '../ops/conv2d.js';
import { convolution, windowsIn } from '../ops/convolution.js';
import { input } from '../ops/input.js';
import { sharedBuffers } from '../runtime/buffers.js';
import { gradientError } from '../testing.js';
import type { Value } from '../types.js';
import { deformableColumns } from './deformable-columns.js';
import { type DeformableConvolutionOptions, deformableConvolution } from './deformable-convolution.js';
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
  readonly input: Nested;
  readonly weight: Nested;
  readonly offset: Nested;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
  readonly groups: number;
  readonly deform_groups: number;
  readonly expected: Nested;
  readonly grad_input: Nested;
  readonly grad_offset: Nested;
  readonly grad_weight: Nested;
}

const goldens = vectors<Case>('golden_mmcv_deform_conv');

function convolve(options: DeformableConvolutionOptions): (...inputs: Value[]) => Value[] {
  return (features, offsets, weight) => Object.values(deformableConvolution(features, offsets, weight, options));
}

/** Features, offsets and weights for a kernel of 3 × 2. */
function tensorsOf(options: DeformableConvolutionOptions, [images, channels, height, width] = [2, 8, 7, 9]) {
  const { groups = 1, deformableGroups = 1 } = options;
  return [
    between(-1, 1, [images, channels, height, width], 1),
    between(-2.5, 2.5, [images, deformableGroups * 12, ...windowsIn([height, width], [3, 2], convolution(options))], 2),
    between(-1, 1, [6, channels / groups, 3, 2], 3),
  ];
}

const variants: DeformableConvolutionOptions[] = [
  { padding: 1 },
  { padding: 1, groups: 2 },
  { padding: 1, deformableGroups: 4 },
  { padding: 1, groups: 2, deformableGroups: 2 },
  { padding: [2, 1], dilation: [2, 1] },
  { padding: [1, 0], stride: [2, 2], dilation: [1, 3] },
];

afterAll(stopKernelThreads);

describe('deformableConvolution', () => {
  it.skipIf(!hasVectors)(`agrees with mmcv, forward and backward${unlessAbsent}`, async () => {
    expect(goldens).toHaveLength(3);
    for (const golden of goldens) {
      const { stride, padding, dilation, groups, deform_groups: deformableGroups } = golden;
      const setting = {
        build: convolve({ stride, padding, dilation, groups, deformableGroups }),
        tensors: [golden.input, golden.offset, golden.weight].map(nested),
        differentiable: [0, 1, 2],
      };
      for (const { results, gradients } of [byReference(setting), await byKernels(setting)]) {
        expect(difference(results[0], flat(golden.expected))).toBeLessThan(2e-4);
        expect(difference(gradients[0], flat(golden.grad_input))).toBeLessThan(2e-4);
        expect(difference(gradients[1], flat(golden.grad_offset))).toBeLessThan(2e-4);
        expect(difference(gradients[2], flat(golden.grad_weight))).toBeLessThan(2e-4);
        expect(results[1][0]).toBe(0);
      }
    }
  });

  it.each(variants)('has the gradient of central differences with %j', (options) => {
    const build = (...inputs: Value[]): Value => convolve(options)(...inputs)[0];
    expect(gradientError(build, tensorsOf(options, [1, 4, 3, 5]))).toBeLessThan(1e-7);
  });

  it.each(variants)('computes in float32 what the reference does with %j', async (options) => {
    const setting = { build: convolve(options), tensors: tensorsOf(options), differentiable: [0, 1, 2] };
    const reference = byReference(setting);
    for (const buffers of [undefined, sharedBuffers]) {
      const kernels = await byKernels(setting, buffers);
      expect(difference(kernels.results[0], reference.results[0])).toBeLessThan(2e-5);
      kernels.gradients.forEach((gradient, i) => {
        expect(difference(gradient, reference.gradients[i])).toBeLessThan(4e-5);
      });
    }
  });

  it.each([1, 3, 18, 200])('samples %d channels', async (channels) => {
    const setting = {
      build: (features: Value, offsets: Value) =>
        Object.values(deformableColumns(features, offsets, { kernel: 3, padding: 1 })),
      tensors: [between(-1, 1, [1, channels, 6, 5], 1), between(-2, 2, [1, 18, 6, 5], 2)],
      differentiable: [0, 1],
    };
    const reference = byReference(setting);
    const kernels = await byKernels(setting);
    expect(difference(kernels.results[0], reference.results[0])).toBeLessThan(1e-6);
    expect(difference(kernels.gradients[0], reference.gradients[0])).toBeLessThan(4e-6);
    expect(difference(kernels.gradients[1], reference.gradients[1])).toBeLessThan(1e-4);
  });

  it('is a convolution when nothing is moved', async () => {
    const options = { padding: [1, 0] as const, stride: [2, 2] as const, dilation: [1, 3] as const };
    const [features, offsets, weight] = tensorsOf(options);
    offsets.data.fill(0);
    const moved = byReference({ build: convolve(options), tensors: [features, offsets, weight] });
    const plain = byReference({ build: (x, w) => [conv2d(x, w, options)], tensors: [features, weight] });
    expect(difference(moved.results[0], plain.results[0])).toBeLessThan(1e-12);
  });

  it('gives the same bits for any number of threads', async () => {
    const before = kernelThreads();
    const setting = {
      build: (features: Value, offsets: Value) =>
        Object.values(deformableColumns(features, offsets, { kernel: 3, padding: 1 })),
      tensors: [between(-1, 1, [1, 160, 24, 24], 1), between(-2, 2, [1, 18, 24, 24], 2)],
      differentiable: [0, 1],
    };
    const outcomes: Outcome[] = [];
    for (const threads of [1, 2, 3]) {
      await setKernelThreads(threads);
      outcomes.push(await byKernels(setting));
    }
    await setKernelThreads(before);
    for (const { results, gradients } of outcomes) {
      expect(difference(results[0], outcomes[0].results[0])).toBe(0);
      gradients.forEach((gradient, i) => {
        expect(difference(gradient, outcomes[0].gradients[i])).toBe(0);
      });
    }
  });

  it('takes samples whose offsets are not finite for zeros, counts them, and leaves the others alone', async () => {
    const [features, offsets, weight] = tensorsOf({ padding: 1 });
    const wrong = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e30, -1e30];
    const places = 7 * 10;
    const bad = new Set<number>();
    wrong.forEach((number, i) => {
      for (const plane of [0, 1, 6, 23]) {
        offsets.data[plane * places + 7 * i + plane] = number;
        // A place that is finite lies outside the map, however far.
        if (!Number.isFinite(number)) bad.add(Math.floor(plane / 2) * places + 7 * i + plane);
      }
    });
    const setting = {
      build: convolve({ padding: 1 }),
      tensors: [features, offsets, weight],
      differentiable: [0, 1, 2],
    };
    const reference = byReference(setting);
    const kernels = await byKernels(setting);
    for (const { results, gradients } of [reference, kernels]) {
      expect(results[1][0]).toBe(bad.size);
      for (const data of [results[0], ...gradients]) expect(data.every(Number.isFinite)).toBe(true);
      for (const at of bad) {
        const dy = Math.floor(at / places) * 2 * places + (at % places);
        expect([gradients[1][dy], gradients[1][dy + places]]).toEqual([0, 0]);
      }
    }
    expect(difference(kernels.results[0], reference.results[0])).toBeLessThan(2e-5);
    kernels.gradients.forEach((gradient, i) => {
      expect(difference(gradient, reference.gradients[i])).toBeLessThan(4e-5);
    });
  });

  it('tells the prover what its samples and their gradients lie between', () => {
    const features = input('features', [1, 4, 5, 5]);
    const offsets = input('offsets', [1, 18, 5, 5]);
    const { columns } = deformableColumns(features, offsets, { kernel: 3, padding: 1 });
    const arriving = input('arriving', columns.shape);
    const [toFeatures, toOffsets] = columns.node.op.gradient?.(columns.node, [arriving, undefined]) ?? [];
    const given = new Map([
      [features, { low: 1, high: 2, mayBeNaN: false }],
      [arriving, { low: -1, high: 1, mayBeNaN: false }],
    ]);
    const bounds = boundsOf([columns, toFeatures as Value, toOffsets as Value], given);
    expect(bounds.get(columns)?.low).toBe(0);
    expect(bounds.get(columns)?.high).toBeCloseTo(2, 1);
    // Each of 225 samples may be of one pixel alone.
    expect(bounds.get(toFeatures as Value)?.high).toBeCloseTo(225, 1);
    // Four channels, each with a difference of two features.
    expect(bounds.get(toOffsets as Value)?.high).toBeCloseTo(16, 1);
    expect([...bounds.values()].filter(({ mayBeNaN }) => mayBeNaN)).toHaveLength(1);
  });

  it.each<[string, () => unknown]>([
    ['offsets for another map', () => convolve({ padding: 1 })(...inputs([1, 4, 5, 5], [1, 18, 4, 5], [2, 4, 3, 3]))],
    [
      'a weight of other channels',
      () => convolve({ padding: 1 })(...inputs([1, 4, 5, 5], [1, 18, 5, 5], [2, 3, 3, 3])),
    ],
    [
      'groups that do not divide the channels',
      () => convolve({ padding: 1, deformableGroups: 3 })(...inputs([1, 4, 5, 5], [1, 54, 5, 5], [2, 4, 3, 3])),
    ],
    ['a kernel larger than the map', () => convolve({})(...inputs([1, 4, 2, 2], [1, 18, 0, 0], [2, 4, 3, 3]))],
    ['a stride of 0', () => convolve({ stride: 0 })(...inputs([1, 4, 5, 5], [1, 18, 5, 5], [2, 4, 3, 3]))],
  ])('refuses %s', (_name, build) => {
    expect(build).toThrowError(expect.objectContaining({ code: 'graph/shape' }));
  });
});

function inputs(...shapes: number[][]): Value[] {
  return shapes.map((shape, i) => input(`x${i}`, shape));
}
