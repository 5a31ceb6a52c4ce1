import { matmul } from '../ops/matmul.js';
import { reshape } from '../ops/reshape.js';
import { transpose } from '../ops/transpose.js';
import type { Value } from '../types.js';
import { shapeError } from '../value.js';
import { type DeformableOptions, deformableColumns } from './deformable-columns.js';

export interface DeformableConvolutionOptions extends Omit<DeformableOptions, 'kernel'> {
  /** Parts of the channels that are convolved by themselves; 1 by default. */
  readonly groups?: number;
}

/**
 * Deformable convolution (version 1, without mask and bias, as mmcv's deform_conv; the align convolution of S2ANet):
 * the elements of the kernel sample the features where their offsets move them. `features` [N, C, H, W], `offsets`
 * [N, deformable groups · kernel elements · 2, height, width] with dy before dx, `weight` [O, C / groups, kernel height,
 * kernel width]. The sampling is a host operation, the products run in ONNX Runtime. Gives features [N, O, height, width],
 * and how many samples were rejected because their offsets are not finite; they count as zeros. Gradients flow to
 * features, offsets and weight. Throws `graph/shape`.
 */
export function deformableConvolution(
  features: Value,
  offsets: Value,
  weight: Value,
  { groups = 1, ...options }: DeformableConvolutionOptions = {},
): { features: Value; rejected: Value } {
  const [images, channels] = features.shape;
  const [filters, perGroup, ...kernel] = weight.shape;
  const fits = weight.shape.length === 4 && perGroup * groups === channels && filters % groups === 0;
  if (!fits) throw shapeError('deformable-convolution', `a weight [O, ${channels / groups}, h, w]`, [weight]);
  const [height, width] = kernel;
  const { columns, rejected } = deformableColumns(features, offsets, { ...options, kernel: [height, width] });
  const places = columns.shape[1];
  const depth = height * width * perGroup;
  // Columns have the channels innermost.
  const rows = transpose(weight, [0, 2, 3, 1]);
  const product =
    groups === 1
      ? matmul(reshape(rows, [filters, depth]), columns, { transposeB: true })
      : matmul(
          reshape(rows, [groups, filters / groups, depth]),
          byGroups(columns, [images, places, height * width, groups, perGroup]),
          { transposeB: true },
        );
  const size = offsets.shape.slice(2);
  return { features: reshape(product, [images, filters, ...size]), rejected };
}

/** Columns of each group: [images, groups, places, elements · channels of a group]. */
function byGroups(columns: Value, shape: readonly [number, number, number, number, number]): Value {
  const [images, places, elements, groups, channels] = shape;
  const apart = transpose(reshape(columns, shape), [0, 3, 1, 2, 4]);
  return reshape(apart, [images, groups, places, elements * channels]);
}
