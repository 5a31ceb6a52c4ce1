import type { OnnxEmitter } from '../onnx/emitter.js';
import type { Shape } from '../types.js';
import type { Convolution } from './convolution.js';

/** Shorthands for the ONNX nodes that layouts need. */
export function onnxWriter(emitter: OnnxEmitter) {
  const list = (numbers: Shape) => emitter.constant('int64', [numbers.length], numbers);
  return {
    list,
    reshape: (name: string, shape: Shape) => emitter.node('Reshape', [name, list(shape)]),
    transpose: (name: string, perm: Shape) => emitter.node('Transpose', [name], { perm }),
  };
}

/**
 * Whether the gradient of weights is one matrix product for each image, and large enough that this is faster than
 * `gradientConvolution`: a product reads both operands whole.
 */
export function isLargeProduct({ shape, padding }: Convolution & { readonly shape: Shape }, windows: number): boolean {
  return shape[2] * shape[3] === 1 && padding.every((count) => count === 0) && windows >= 2048;
}

/**
 * The gradient of weights as a convolution over (y, x, channel): the images of the batch are its channels, the arriving
 * gradient [filters, images, rows, columns, 1] is its kernel, strides and dilations change places, and its result has
 * one element for every tap and channel. ONNX Runtime gathers the shifted images piece by piece while it multiplies, so
 * that none of them is ever written to memory. Gives its attributes, and the name of what it reads of a tensor whose
 * axes 2 and 3 are the pixels' rows and columns.
 */
export function gradientConvolution(
  emitter: OnnxEmitter,
  name: string,
  size: readonly [number, number],
  windows: readonly [number, number],
  { shape, stride, dilation, padding }: Convolution & { readonly shape: Shape },
) {
  const { list } = onnxWriter(emitter);
  // Pixels that the windows reach beyond the image at its end; negative for pixels that none reaches.
  const beyond = ([0, 1] as const).map(
    (axis) =>
      (windows[axis] - 1) * stride[axis] + (shape[2 + axis] - 1) * dilation[axis] + 1 - padding[axis] - size[axis],
  );
  const read = beyond.map((count, axis) => size[axis] + Math.min(count, 0));
  const isWhole = beyond.every((count) => count >= 0);
  return {
    seen: isWhole ? name : emitter.node('Slice', [name, list([0, 0]), list(read), list([2, 3])]),
    attributes: {
      kernel_shape: [...windows, 1],
      dilations: [...stride, 1],
      strides: [...dilation, 1],
      pads: [padding[0], padding[1], 0, Math.max(beyond[0], 0), Math.max(beyond[1], 0), 0],
    },
  };
}
