import { add } from '../ops/add.js';
import { conv2d } from '../ops/conv2d.js';
import { conv2dInputGradient } from '../ops/conv2d-input-gradient.js';
import { type Convolution, convolvedShape } from '../ops/convolution.js';
import { maxPool2d, maxPool2dPlacesOp } from '../ops/max-pool2d.js';
import { reshape } from '../ops/reshape.js';
import { upsampleNearest2d } from '../ops/upsample-nearest2d.js';
import type { Value } from '../types.js';
import { apply } from '../value.js';
import type { ReadNode } from './read-node.js';

/** ONNX's Conv in two dimensions. */
export function readConv(node: ReadNode): Value {
  const weight = node.input(1);
  return conv2d(node.input(0), weight, { ...convolution(node, weight), bias: node.inputs[2] });
}

/** Strides and the like of a convolution, of ONNX's defaults where they are left out. */
function convolution(node: ReadNode, weight: Value): Convolution {
  if (weight.shape.length !== 4) node.refuse('only convolutions of two dimensions are known');
  node.expect('auto_pad', 'NOTSET');
  return {
    stride: node.ints('strides', [1, 1]) as [number, number],
    padding: node.ints('pads', [0, 0, 0, 0]) as [number, number, number, number],
    dilation: node.ints('dilations', [1, 1]) as [number, number],
    groups: node.int('group', 1),
  };
}

/** ONNX's ConvTranspose in two dimensions. A transposed convolution is the gradient of a convolution's image. */
export function readConvTranspose(node: ReadNode): Value {
  const [x, weight, bias] = node.inputs;
  if (x === undefined || weight === undefined) return node.refuse('it needs an image and weights');
  const how = convolution(node, weight);
  const extra = node.ints('output_padding', [0, 0]);
  const size = [0, 1].map((axis) => {
    const extent = how.dilation[axis] * (weight.shape[2 + axis] - 1) + 1;
    const whole = (x.shape[2 + axis] - 1) * how.stride[axis] + extent + extra[axis];
    return whole - how.padding[axis] - how.padding[axis + 2];
  });
  const shape = [x.shape[0], weight.shape[1] * how.groups, ...size];
  if (convolvedShape(shape, weight.shape, how)?.join() !== x.shape.join())
    node.refuse('its output_padding is too large');
  const result = conv2dInputGradient(x, weight, shape, how);
  return bias === undefined ? result : add(result, reshape(bias, [shape[1], 1, 1]));
}

/** ONNX's MaxPool in two dimensions, and the places of the maxima as its second output. */
export function readMaxPool(node: ReadNode): readonly Value[] {
  const x = node.input(0);
  if (x.shape.length !== 4) node.refuse('only pooling of two dimensions is known');
  node.expect('auto_pad', 'NOTSET');
  node.expect('ceil_mode', 0);
  node.expect('storage_order', 0);
  if (node.ints('dilations', [1, 1]).some((count) => count !== 1)) node.refuse('its windows are dilated');
  const how = {
    kernel: node.ints('kernel_shape', [1, 1]) as [number, number],
    stride: node.ints('strides', [1, 1]) as [number, number],
    padding: node.ints('pads', [0, 0, 0, 0]) as [number, number, number, number],
  };
  return [maxPool2d(x, how.kernel, how), apply(maxPool2dPlacesOp, [x], how)];
}

/** ONNX's Resize where it repeats pixels a whole number of times. */
export function readResize(node: ReadNode): Value {
  const x = node.input(0);
  if (node.text('mode', 'nearest') !== 'nearest') node.refuse('its mode is not nearest');
  const size = node.numbers(3) ?? node.someNumbers(2).map((scale, axis) => Math.floor(scale * x.shape[axis]));
  const [factorY, factorX] = [size[2] / x.shape[2], size[3] / x.shape[3]];
  const keepsRest = size.length === 4 && size[0] === x.shape[0] && size[1] === x.shape[1];
  if (!keepsRest || !Number.isInteger(factorY) || !Number.isInteger(factorX)) {
    node.refuse('it does not enlarge images by whole factors');
  }
  const how = `${node.text('coordinate_transformation_mode', 'half_pixel')} ${node.text('nearest_mode', 'round_prefer_floor')}`;
  // Whatever else they do, for whole factors these two repeat each pixel.
  if (how !== 'asymmetric floor' && how !== 'half_pixel round_prefer_floor') node.refuse(`it repeats pixels by ${how}`);
  return upsampleNearest2d(x, { size: [size[2], size[3]] });
}
