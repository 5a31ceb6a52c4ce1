import type { GraphNode, Op, Shape, TensorType, Value } from '../types.js';
import { apply, shapeError, sizeOf } from '../value.js';
import { constant } from './constant.js';
import { type Convolution, type ConvolutionOptions, pair, sides, windowsIn } from './convolution.js';
import { reshape } from './reshape.js';
import { scatterAdd } from './scatter-add.js';

/** Windows of a pooling. */
export interface MaxPool extends Pick<Convolution, 'stride' | 'padding'> {
  readonly kernel: readonly [number, number];
}

export const maxPool2dOp: Op<MaxPool> = {
  name: 'max-pool2d',
  infer: ([input], how) => [{ dtype: 'float32', shape: pooledShape(input, how) }],
  evaluate: ([{ shape, data }], how) => {
    const at = maxima(shape, data, how);
    return [
      { shape: pooledShape({ dtype: 'float32', shape }, how), data: Float64Array.from(at, (index) => data[index]) },
    ];
  },
  emit: (node, emitter) => {
    emitter.node('MaxPool', [emitter.nameOf(node.inputs[0])], onnxAttributes(node), emitter.nameOf(node.outputs[0]));
  },
  gradient: ({ inputs: [x], attributes: how }, [arriving]) => {
    if (arriving === undefined) return [];
    const count = sizeOf(arriving.shape);
    const places = reshape(apply(maxPool2dPlacesOp, [x], how), [count]);
    const flat = scatterAdd(constant(0, [sizeOf(x.shape)]), places, reshape(arriving, [count]));
    return [reshape(flat, x.shape)];
  },
  interval: ([x]) => [x],
};

/** Where the largest pixels stand in the row-major data of the images. ONNX Runtime pools faster without. */
export const maxPool2dPlacesOp: Op<MaxPool> = {
  name: 'max-pool2d-places',
  infer: ([input], how) => [{ dtype: 'int64', shape: pooledShape(input, how) }],
  evaluate: ([{ shape, data }], how) => [
    { shape: pooledShape({ dtype: 'float32', shape }, how), data: maxima(shape, data, how) },
  ],
  emit: (node, emitter) => {
    const places = emitter.nameOf(node.outputs[0]);
    emitter.nodes('MaxPool', [emitter.nameOf(node.inputs[0])], onnxAttributes(node), [`${places}/largest`, places]);
  },
  interval: (_inputs, { inputs: [x] }) => [{ low: 0, high: sizeOf(x.shape) - 1, mayBeNaN: false }],
};

function onnxAttributes({ attributes: { kernel, stride, padding } }: GraphNode<MaxPool>) {
  return { kernel_shape: kernel, strides: stride, pads: padding };
}

function pooledShape({ dtype, shape }: TensorType, how: MaxPool): Shape {
  const size = windowsIn([shape[2], shape[3]], how.kernel, { ...how, dilation: [1, 1] });
  const overlap = how.padding.every((count, side) => count <= how.kernel[side % 2] / 2);
  if (dtype !== 'float32' || shape.length !== 4 || Math.min(...size) < 1 || !overlap) {
    const expected = `float32 [N, C, H, W] for windows of ${how.kernel.join(' × ')}, padded by half of that at most`;
    throw shapeError('max-pool2d', expected, [{ dtype, shape }]);
  }
  return [shape[0], shape[1], ...size];
}

/** For every window the place of its largest pixel, the first of several. */
function maxima(shape: Shape, data: Float64Array, how: MaxPool): Float64Array {
  const { kernel, stride, padding } = how;
  const [images, channels, height, width] = shape;
  const [outHeight, outWidth] = windowsIn([height, width], kernel, { ...how, dilation: [1, 1] });
  const places: number[] = [];
  for (let plane = 0; plane < images * channels; plane += 1) {
    for (let outY = 0; outY < outHeight; outY += 1) {
      for (let outX = 0; outX < outWidth; outX += 1) {
        const [top, left] = [outY * stride[0] - padding[0], outX * stride[1] - padding[1]];
        let best = -1;
        for (let y = Math.max(top, 0); y < Math.min(top + kernel[0], height); y += 1) {
          for (let x = Math.max(left, 0); x < Math.min(left + kernel[1], width); x += 1) {
            const at = (plane * height + y) * width + x;
            if (best < 0 || data[at] > data[best]) best = at;
          }
        }
        places.push(best);
      }
    }
  }
  return Float64Array.from(places);
}

/**
 * The largest pixel of every window over images [N, C, H, W]; padding never wins. `stride` is the kernel's size by
 * default. The gradient goes to the first of equal pixels, as in PyTorch. A NaN may or may not come through: ONNX
 * Runtime's kernels do not agree among themselves. float32.
 */
export function maxPool2d(
  x: Value,
  kernel: number | readonly [number, number],
  { stride = kernel, padding = 0 }: Pick<ConvolutionOptions, 'stride' | 'padding'> = {},
): Value {
  return apply(maxPool2dOp, [x], { kernel: pair(kernel), stride: pair(stride), padding: sides(padding) });
}
