import type { Shape } from '../types.js';

/** How a window moves over an image. */
export interface ConvolutionOptions {
  /** Pixels from one window to the next, for both axes or [y, x]; 1 by default. */
  readonly stride?: number | readonly [number, number];
  /** Pixels of zeros around the image: on all sides, [y, x], or [top, left, bottom, right]; 0 by default. */
  readonly padding?: number | readonly [number, number] | readonly [number, number, number, number];
  /** Pixels from one tap of the window to the next, for both axes or [y, x]; 1 by default. */
  readonly dilation?: number | readonly [number, number];
  /** Parts into which the channels fall, each convolved by itself; 1 by default. */
  readonly groups?: number;
}

/** The same, spelt out. */
export interface Convolution {
  readonly stride: readonly [number, number];
  readonly padding: readonly [top: number, left: number, bottom: number, right: number];
  readonly dilation: readonly [number, number];
  readonly groups: number;
}

/** Spells options out. */
export function convolution({ stride = 1, padding = 0, dilation = 1, groups = 1 }: ConvolutionOptions): Convolution {
  return { stride: pair(stride), padding: sides(padding), dilation: pair(dilation), groups };
}

/** One number for both axes, or [y, x]. */
export function pair(size: number | readonly [number, number]): readonly [number, number] {
  return typeof size === 'number' ? [size, size] : size;
}

/** [top, left, bottom, right] from one number, [y, x], or all four. */
export function sides(padding: NonNullable<ConvolutionOptions['padding']>): Convolution['padding'] {
  if (typeof padding === 'number') return [padding, padding, padding, padding];
  return padding.length === 2 ? [padding[0], padding[1], padding[0], padding[1]] : padding;
}

/** Height and width of what windows of a kernel give over an image; rows and columns that fill no window are left out. */
export function windowsIn(
  size: readonly [number, number],
  kernel: readonly [number, number],
  { stride, padding, dilation }: Omit<Convolution, 'groups'>,
): [number, number] {
  const count = (axis: 0 | 1) => {
    const extent = dilation[axis] * (kernel[axis] - 1) + 1;
    return Math.floor((size[axis] + padding[axis] + padding[axis + 2] - extent) / stride[axis]) + 1;
  };
  return [count(0), count(1)];
}

/** Shape of the result for an image [N, C, H, W] and weights [O, C/groups, h, w]; undefined if they do not fit. */
export function convolvedShape(x: Shape, weight: Shape, how: Convolution): Shape | undefined {
  if (x.length !== 4 || weight.length !== 4) return undefined;
  const [images, channels, height, width] = x;
  const [filters, perGroup, kernelHeight, kernelWidth] = weight;
  const [outHeight, outWidth] = windowsIn([height, width], [kernelHeight, kernelWidth], how);
  const fits = channels === perGroup * how.groups && filters % how.groups === 0 && outHeight > 0 && outWidth > 0;
  return fits ? [images, filters, outHeight, outWidth] : undefined;
}

/**
 * Calls `visit` for every product of a convolution, y[atY] += x[atX] · w[atWeight]. All three operations of a
 * convolution (result, gradient of the image, gradient of the weights) are sums over these.
 */
export function forEachProduct(
  x: Shape,
  weight: Shape,
  how: Convolution,
  visit: (atX: number, atWeight: number, atY: number) => void,
): void {
  const { stride, padding, dilation, groups } = how;
  const [images, channels, height, width] = x;
  const [filters, perGroup, kernelHeight, kernelWidth] = weight;
  const [outHeight, outWidth] = windowsIn([height, width], [kernelHeight, kernelWidth], how);
  let atY = 0;
  for (let image = 0; image < images; image += 1) {
    for (let filter = 0; filter < filters; filter += 1) {
      const firstChannel = Math.floor(filter / (filters / groups)) * perGroup;
      for (let outY = 0; outY < outHeight; outY += 1) {
        for (let outX = 0; outX < outWidth; outX += 1, atY += 1) {
          let atWeight = filter * perGroup * kernelHeight * kernelWidth;
          for (let channel = 0; channel < perGroup; channel += 1) {
            for (let tapY = 0; tapY < kernelHeight; tapY += 1) {
              for (let tapX = 0; tapX < kernelWidth; tapX += 1, atWeight += 1) {
                const inY = outY * stride[0] + tapY * dilation[0] - padding[0];
                const inX = outX * stride[1] + tapX * dilation[1] - padding[1];
                if (inY < 0 || inY >= height || inX < 0 || inX >= width) continue;
                visit(((image * channels + firstChannel + channel) * height + inY) * width + inX, atWeight, atY);
              }
            }
          }
        }
      }
    }
  }
}

/** Attributes of ONNX's Conv and ConvTranspose. */
export function onnxAttributes(kernel: readonly number[], { stride, padding, dilation, groups }: Convolution) {
  return { kernel_shape: kernel, strides: stride, pads: padding, dilations: dilation, group: groups };
}
