import { lanesOf, toChannelsFirst, toChannelsLast } from './layout';
import { addClamped, gather, scatter } from './taps';

// A box is ten float64: output row, centre x and y, width, height (in pixels of the map), cosine and sine of the angle
// by which a point of the box is turned, samples of a bin in height and width, their number.

const boxBytes: usize = 80;

/** Writes the taps of one bin of a box and returns their end. */
function addBin(
  taps: usize,
  box: usize,
  height: i32,
  width: i32,
  binsHigh: i32,
  binsWide: i32,
  binY: i32,
  binX: i32,
  pitch: i32,
): usize {
  const boxWidth = load<f64>(box, 24);
  const boxHeight = load<f64>(box, 32);
  const cosine = load<f64>(box, 40);
  const sine = load<f64>(box, 48);
  const samplesHigh = load<f64>(box, 56);
  const samplesWide = load<f64>(box, 64);
  const factor = 1 / load<f64>(box, 72);
  const binHeight = boxHeight / <f64>binsHigh;
  const binWidth = boxWidth / <f64>binsWide;
  for (let i: f64 = 0; i < samplesHigh; i += 1) {
    const v = -boxHeight / 2 + <f64>binY * binHeight + ((i + 0.5) * binHeight) / samplesHigh;
    for (let j: f64 = 0; j < samplesWide; j += 1) {
      const u = -boxWidth / 2 + <f64>binX * binWidth + ((j + 0.5) * binWidth) / samplesWide;
      const y = v * cosine - u * sine + load<f64>(box, 16);
      const x = v * sine + u * cosine + load<f64>(box, 8);
      taps = addClamped(taps, height, width, y, x, pitch, factor);
    }
  }
  return taps;
}

/**
 * Pools boxes of one image from a block of its channels. `output` is the block of the first row; rows are `rowBytes`
 * apart. Scratch: the map and the bins channel-last, then the taps of a bin.
 */
export function rotatedRoIAlign(
  scratch: usize,
  features: usize,
  height: i32,
  width: i32,
  channels: i32,
  boxes: usize,
  count: i32,
  output: usize,
  rowBytes: i32,
  binsHigh: i32,
  binsWide: i32,
): void {
  const pitch = lanesOf(channels) << 2;
  const pixels = height * width;
  const bins = binsHigh * binsWide;
  const map = scratch;
  const pooled = map + <usize>pixels * pitch;
  const taps = pooled + <usize>bins * pitch;
  toChannelsLast(features, (<usize>pixels) << 2, map, pixels, channels);
  for (let index = 0; index < count; index += 1) {
    const box = boxes + <usize>index * boxBytes;
    for (let bin = 0; bin < bins; bin += 1) {
      const end = addBin(taps, box, height, width, binsHigh, binsWide, bin / binsWide, bin % binsWide, pitch);
      gather(map, taps, end, pooled + <usize>bin * pitch, pitch);
    }
    const row = <usize>load<f64>(box) * <usize>rowBytes;
    toChannelsFirst(pooled, output + row, (<usize>bins) << 2, bins, channels);
  }
}

/** The transpose: adds up what the bins of the boxes of one image give back to a block of its channels. */
export function rotatedRoIAlignGradient(
  scratch: usize,
  features: usize,
  height: i32,
  width: i32,
  channels: i32,
  boxes: usize,
  count: i32,
  output: usize,
  rowBytes: i32,
  binsHigh: i32,
  binsWide: i32,
): void {
  const pitch = lanesOf(channels) << 2;
  const pixels = height * width;
  const bins = binsHigh * binsWide;
  const map = scratch;
  const pooled = map + <usize>pixels * pitch;
  const taps = pooled + <usize>bins * pitch;
  memory.fill(map, 0, <usize>pixels * pitch);
  for (let index = 0; index < count; index += 1) {
    const box = boxes + <usize>index * boxBytes;
    const row = <usize>load<f64>(box) * <usize>rowBytes;
    toChannelsLast(output + row, (<usize>bins) << 2, pooled, bins, channels);
    for (let bin = 0; bin < bins; bin += 1) {
      const end = addBin(taps, box, height, width, binsHigh, binsWide, bin / binsWide, bin % binsWide, pitch);
      scatter(pooled + <usize>bin * pitch, taps, end, map, pitch);
    }
  }
  toChannelsFirst(map, features, (<usize>pixels) << 2, pixels, channels);
}
