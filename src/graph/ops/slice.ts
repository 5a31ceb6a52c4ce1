import type { Op, Shape, Value } from '../types.js';
import { apply, shapeError } from '../value.js';
import { pad } from './pad.js';
import { positions, stridesOf, taken } from './positions.js';
import { reshape } from './reshape.js';

interface Attributes {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly steps: readonly number[];
}

export const sliceOp: Op<Attributes> = {
  name: 'slice',
  infer: ([input], attributes) => {
    const { starts, ends, steps } = attributes;
    const fits = input.shape.every(
      (size, axis) => starts[axis] >= 0 && starts[axis] <= ends[axis] && ends[axis] <= size && steps[axis] >= 1,
    );
    if (!fits || [starts, ends, steps].some(({ length }) => length !== input.shape.length)) {
      throw shapeError('slice', `axes that hold [${starts.join(', ')}] to [${ends.join(', ')}]`, [input]);
    }
    return [{ dtype: input.dtype, shape: slicedShape(attributes) }];
  },
  evaluate: ([{ shape, data }], attributes) => {
    const strides = stridesOf(shape);
    const steps = strides.map((stride, axis) => stride * attributes.steps[axis]);
    const start = strides.reduce((sum, stride, axis) => sum + stride * attributes.starts[axis], 0);
    const result = slicedShape(attributes);
    return [{ shape: result, data: taken(data, positions(result, steps, start)) }];
  },
  emit: ({ inputs: [x], attributes: { starts, ends, steps }, outputs: [y] }, emitter) => {
    // Axes that are taken whole are left out: ONNX Runtime then copies longer runs.
    const axes = [...x.shape.keys()].filter(
      (axis) => starts[axis] > 0 || ends[axis] < x.shape[axis] || steps[axis] > 1,
    );
    const list = (numbers: readonly number[]) =>
      emitter.constant(
        'int64',
        [axes.length],
        axes.map((axis) => numbers[axis]),
      );
    const inputs = [emitter.nameOf(x), list(starts), list(ends), list([...x.shape.keys()]), list(steps)];
    emitter.node('Slice', inputs, {}, emitter.nameOf(y));
  },
  gradient: ({ inputs: [x], attributes: { starts, steps } }, [arriving]) =>
    arriving === undefined ? [] : [placed(arriving, x.shape, starts, steps)],
  interval: ([x]) => [x],
};

function slicedShape({ starts, ends, steps }: Attributes): Shape {
  return starts.map((start, axis) => Math.ceil((ends[axis] - start) / steps[axis]));
}

/** Zeros of a shape, with x put in from `starts` on, every `steps` elements: what slicing takes, given back. */
function placed(x: Value, shape: Shape, starts: readonly number[], steps: readonly number[]): Value {
  const none = shape.map(() => 0);
  const spread = steps.reduce((value, step, axis) => interleaved(value, axis, step), x);
  // Zeros behind the last element may reach beyond the end.
  const room = spread.shape.map((size, axis) => Math.min(size, shape[axis] - starts[axis]));
  const fitted = slice(spread, none, room);
  return pad(
    fitted,
    starts,
    shape.map((size, axis) => size - starts[axis] - fitted.shape[axis]),
  );
}

/** x with step − 1 zeros behind every element along an axis. */
function interleaved(x: Value, axis: number, step: number): Value {
  if (step === 1) return x;
  const apart = reshape(x, x.shape.toSpliced(axis + 1, 0, 1));
  const zeros = apart.shape.map((_, at) => (at === axis + 1 ? step - 1 : 0));
  const padded = pad(
    apart,
    zeros.map(() => 0),
    zeros,
  );
  return reshape(padded, x.shape.with(axis, x.shape[axis] * step));
}

/**
 * The elements from `starts` up to but not including `ends`, every `steps` of them (1 by default), on each axis. All
 * count from the front; steps are positive.
 */
export function slice(
  x: Value,
  starts: readonly number[],
  ends: readonly number[],
  steps: readonly number[] = starts.map(() => 1),
): Value {
  const whole = ends.join() === x.shape.join() && [...starts, ...steps.map((step) => step - 1)].every((n) => n === 0);
  return whole ? x : apply(sliceOp, [x], { starts, ends, steps });
}

/** As `slice`, along one axis; a negative axis counts from the back. */
export function sliceAxis(x: Value, axis: number, start: number, end: number, step = 1): Value {
  const at = axis < 0 ? axis + x.shape.length : axis;
  return slice(
    x,
    x.shape.map((_, i) => (i === at ? start : 0)),
    x.shape.with(at, end),
    x.shape.map((_, i) => (i === at ? step : 1)),
  );
}
