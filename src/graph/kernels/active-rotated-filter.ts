import { constant } from '../ops/constant.js';
import { gather } from '../ops/gather.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { reshape } from '../ops/reshape.js';
import { transpose } from '../ops/transpose.js';
import type { Op, Shape, Value } from '../types.js';
import { apply, shapeError, sizeOf } from '../value.js';

interface Attributes {
  readonly rotations: number;
}

/** Elements of a 3 × 3 kernel round its middle, clockwise. */
const ring = [0, 1, 2, 5, 8, 7, 6, 3];

const activeRotatedFilterOp: Op<Attributes> = {
  name: 'active-rotated-filter',
  infer: (inputs, { rotations }) => {
    const [{ dtype, shape }] = inputs;
    const [filters, channels, orientations, height, width] = shape;
    const divides = (count: number): boolean => [1, 2, 4, 8].includes(count);
    const fits = dtype === 'float32' && shape.length === 5 && height === width && (width === 1 || width === 3);
    if (!fits || !divides(rotations) || !divides(orientations)) {
      const wanted = 'float32 [O, C, orientations, k, k], k 1 or 3, orientations and rotations 1, 2, 4 or 8';
      throw shapeError('active-rotated-filter', wanted, inputs);
    }
    return [{ dtype, shape: [filters * rotations, channels * orientations, height, width] }];
  },
  evaluate: ([{ shape, data }], { rotations }) => {
    const [filters, channels, orientations, height, width] = shape;
    const entries = orientations * height * width;
    const turned = rotatedEntries(shape, rotations);
    const result = new Float64Array(data.length * rotations);
    data.forEach((weight, i) => {
      const entry = i % entries;
      const channel = Math.floor(i / entries) % channels;
      const filter = Math.floor(i / entries / channels);
      turned.forEach((target, rotation) => {
        result[((filter * rotations + rotation) * channels + channel) * entries + target[entry]] = weight;
      });
    });
    return [{ shape: [filters * rotations, channels * orientations, height, width], data: result }];
  },
  emit: ({ inputs: [weight], attributes: { rotations }, outputs: [output] }, emitter) => {
    const [filters, channels] = weight.shape;
    const entries = sizeOf(weight.shape.slice(2));
    // Where each entry of a turned filter comes from.
    const sources = rotatedEntries(weight.shape, rotations).map((target) => target.map((_, at) => target.indexOf(at)));
    const shapeOf = (shape: Shape): string => emitter.constant('int64', [shape.length], shape);
    const flat = emitter.node('Reshape', [emitter.nameOf(weight), shapeOf([filters, channels, entries])]);
    const indices = emitter.constant('int64', [rotations, entries], sources.flat());
    const turned = emitter.node('Gather', [flat, indices], { axis: 2 });
    const sorted = emitter.node('Transpose', [turned], { perm: [0, 2, 1, 3] });
    emitter.node('Reshape', [sorted, shapeOf(output.shape)], {}, emitter.nameOf(output));
  },
  gradient: ({ inputs: [weight], attributes: { rotations } }, [arriving]) => {
    if (arriving === undefined) return [];
    const [filters, channels] = weight.shape;
    const entries = sizeOf(weight.shape.slice(2));
    const apart = transpose(reshape(arriving, [filters, rotations, channels, entries]), [0, 2, 1, 3]);
    const targets = rotatedEntries(weight.shape, rotations).flatMap((target, rotation) =>
      target.map((entry) => rotation * entries + entry),
    );
    const indices = constant(targets, [rotations, entries], 'int64');
    const turnedBack = gather(reshape(apart, [filters, channels, rotations * entries]), indices, 2);
    return [reshape(reduceSum(turnedBack, [2]), weight.shape)];
  },
  interval: ([weight]) => [weight],
  danger: () => [],
};

/**
 * Where each entry (orientation, row, column) of a filter lies after each rotation: a turn by 45° moves the elements of
 * a 3 × 3 kernel one further round its middle, and a turn by 360° / orientations moves an orientation to the next.
 */
export function rotatedEntries([, , orientations, height, width]: Shape, rotations: number): number[][] {
  const elements = height * width;
  return Array.from({ length: rotations }, (_, rotation) =>
    Array.from({ length: orientations * elements }, (_, entry) => {
      const orientation = Math.floor(entry / elements);
      const turned = (orientation + Math.floor((rotation * orientations) / rotations)) % orientations;
      return turned * elements + turnedElement(entry % elements, elements, (rotation * ring.length) / rotations);
    }),
  );
}

function turnedElement(element: number, elements: number, steps: number): number {
  const at = ring.indexOf(element);
  return elements === 1 || at < 0 ? element : ring[(at + steps) % ring.length];
}

/**
 * Turns filters into all rotations (active rotating filters of oriented response networks, S2ANet; active_rotated_filter
 * of mmcv with the table of ORConv2d). `weight` is [O, C, orientations, k, k] with k 1 or 3; gives
 * [O · rotations, C · orientations, k, k] for a convolution over features whose channels have orientations innermost.
 * The numbers of orientations and rotations are 1, 2, 4 or 8. Throws `graph/shape`.
 */
export function activeRotatedFilter(weight: Value, rotations = 8): Value {
  return apply(activeRotatedFilterOp, [weight], { rotations });
}
