import { lanesOf, toChannelsFirst, toChannelsLast } from './layout';
import { addPadded, gather, scatter } from './taps';

// A window is ten int32: height and width of the output, then height and width of the kernel, its stride, padding and
// dilation. Offsets are pairs of planes (dy, dx) of the output's size, one for each element of the kernel. Columns hold,
// for each place of the output and each element of the kernel, the channels of the sample; `columns` is where the block
// begins, samples are `sampleBytes` apart.

let outputHeight: i32 = 0;
let outputWidth: i32 = 0;
let kernelHeight: i32 = 0;
let kernelWidth: i32 = 0;
let strideY: i32 = 0;
let strideX: i32 = 0;
let paddingY: i32 = 0;
let paddingX: i32 = 0;
let dilationY: i32 = 0;
let dilationX: i32 = 0;

function setWindow(window: usize): void {
  outputHeight = load<i32>(window);
  outputWidth = load<i32>(window, 4);
  kernelHeight = load<i32>(window, 8);
  kernelWidth = load<i32>(window, 12);
  strideY = load<i32>(window, 16);
  strideX = load<i32>(window, 20);
  paddingY = load<i32>(window, 24);
  paddingX = load<i32>(window, 28);
  dilationY = load<i32>(window, 32);
  dilationX = load<i32>(window, 36);
}

/** Height at which the kernel's element samples for a place of the output. */
function sampleY(offsets: usize, place: i32, element: i32): f64 {
  const plane = (<usize>(outputHeight * outputWidth)) << 2;
  const offset = load<f32>(offsets + 2 * <usize>element * plane + ((<usize>place) << 2));
  const row = (place / outputWidth) * strideY - paddingY + (element / kernelWidth) * dilationY;
  return <f64>row + <f64>offset;
}

function sampleX(offsets: usize, place: i32, element: i32): f64 {
  const plane = (<usize>(outputHeight * outputWidth)) << 2;
  const offset = load<f32>(offsets + (2 * <usize>element + 1) * plane + ((<usize>place) << 2));
  const column = (place % outputWidth) * strideX - paddingX + (element % kernelWidth) * dilationX;
  return <f64>column + <f64>offset;
}

/**
 * Samples one image into columns, for a block of channels of one deformable group. Scratch: the map channel-last, one
 * sample, then its taps.
 */
export function deformableColumns(
  scratch: usize,
  features: usize,
  height: i32,
  width: i32,
  channels: i32,
  offsets: usize,
  window: usize,
  columns: usize,
  sampleBytes: i32,
): void {
  setWindow(window);
  const pitch = lanesOf(channels) << 2;
  const pixels = height * width;
  const map = scratch;
  const sample = map + <usize>pixels * pitch;
  const taps = sample + pitch;
  const isWhole = pitch === channels << 2;
  toChannelsLast(features, (<usize>pixels) << 2, map, pixels, channels);
  const places = outputHeight * outputWidth;
  const elements = kernelHeight * kernelWidth;
  let target = columns;
  for (let place = 0; place < places; place += 1) {
    for (let element = 0; element < elements; element += 1) {
      const y = sampleY(offsets, place, element);
      const x = sampleX(offsets, place, element);
      const end = addPadded(taps, height, width, y, x, pitch);
      if (isWhole) gather(map, taps, end, target, pitch);
      else {
        gather(map, taps, end, sample, pitch);
        memory.copy(target, sample, channels << 2);
      }
      target += sampleBytes;
    }
  }
}

/** The transpose: adds up what the columns of one image give back to a block of its channels. */
export function deformableColumnsGradient(
  scratch: usize,
  features: usize,
  height: i32,
  width: i32,
  channels: i32,
  offsets: usize,
  window: usize,
  columns: usize,
  sampleBytes: i32,
): void {
  setWindow(window);
  const pitch = lanesOf(channels) << 2;
  const pixels = height * width;
  const map = scratch;
  const sample = map + <usize>pixels * pitch;
  const taps = sample + pitch;
  const isWhole = pitch === channels << 2;
  memory.fill(map, 0, <usize>pixels * pitch);
  memory.fill(sample, 0, pitch);
  const places = outputHeight * outputWidth;
  const elements = kernelHeight * kernelWidth;
  let source = columns;
  for (let place = 0; place < places; place += 1) {
    for (let element = 0; element < elements; element += 1) {
      const y = sampleY(offsets, place, element);
      const x = sampleX(offsets, place, element);
      const end = addPadded(taps, height, width, y, x, pitch);
      if (isWhole) scatter(source, taps, end, map, pitch);
      else {
        memory.copy(sample, source, channels << 2);
        scatter(sample, taps, end, map, pitch);
      }
      source += sampleBytes;
    }
  }
  toChannelsFirst(map, features, (<usize>pixels) << 2, pixels, channels);
}

/** Sum of the products of two pixels' channels; 0 for a pixel that is not on the map. */
function product(sample: usize, map: usize, isOnMap: bool, pixel: i32, pitch: i32): f64 {
  if (!isOnMap) return 0;
  const pixelChannels = map + <usize>pixel * <usize>pitch;
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < <usize>pitch; at += 16) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(sample + at), v128.load(pixelChannels + at)));
  }
  const low = <f64>f32x4.extract_lane(sum, 0) + <f64>f32x4.extract_lane(sum, 1);
  return low + (<f64>f32x4.extract_lane(sum, 2) + <f64>f32x4.extract_lane(sum, 3));
}

/**
 * Derivative by the offsets of one image, as far as a block of channels contributes to it. Writes all planes of
 * `gradient`.
 */
export function deformableOffsetGradient(
  scratch: usize,
  features: usize,
  height: i32,
  width: i32,
  channels: i32,
  offsets: usize,
  window: usize,
  columns: usize,
  sampleBytes: i32,
  gradient: usize,
): void {
  setWindow(window);
  const pitch = lanesOf(channels) << 2;
  const pixels = height * width;
  const map = scratch;
  const sample = map + <usize>pixels * pitch;
  toChannelsLast(features, (<usize>pixels) << 2, map, pixels, channels);
  memory.fill(sample, 0, pitch);
  const places = outputHeight * outputWidth;
  const plane = (<usize>places) << 2;
  const elements = kernelHeight * kernelWidth;
  let source = columns;
  for (let place = 0; place < places; place += 1) {
    for (let element = 0; element < elements; element += 1) {
      const y = sampleY(offsets, place, element);
      const x = sampleX(offsets, place, element);
      let byY: f64 = 0;
      let byX: f64 = 0;
      if (y > -1 && y < <f64>height && x > -1 && x < <f64>width) {
        memory.copy(sample, source, channels << 2);
        const top = <i32>Math.floor(y);
        const left = <i32>Math.floor(x);
        const hasTop = top >= 0;
        const hasBottom = top + 1 < height;
        const hasLeft = left >= 0;
        const hasRight = left + 1 < width;
        const pixel = top * width + left;
        const topLeft = product(sample, map, hasTop && hasLeft, pixel, pitch);
        const topRight = product(sample, map, hasTop && hasRight, pixel + 1, pitch);
        const bottomLeft = product(sample, map, hasBottom && hasLeft, pixel + width, pitch);
        const bottomRight = product(sample, map, hasBottom && hasRight, pixel + width + 1, pitch);
        const below = y - <f64>top;
        const beside = x - <f64>left;
        byY = (1 - beside) * (bottomLeft - topLeft) + beside * (bottomRight - topRight);
        byX = (1 - below) * (topRight - topLeft) + below * (bottomRight - bottomLeft);
      }
      const target = gradient + 2 * <usize>element * plane + ((<usize>place) << 2);
      store<f32>(target, <f32>byY);
      store<f32>(target + plane, <f32>byX);
      source += sampleBytes;
    }
  }
}
