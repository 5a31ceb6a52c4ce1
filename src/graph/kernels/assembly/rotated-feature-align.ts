import { lanesOf, toChannelsFirst, toChannelsLast } from './layout';
import { addClamped, addPixel, gather, scatter } from './taps';

// A box is seven float64: 1 if it is sampled at all, centre x and y, and the halves of its sides as vectors, all in
// pixels of the map. Places are the centre, and with five points the corners.

const boxBytes: usize = 56;

/** Places that are turned between planes and pixels at a time. */
const tile: i32 = 64;

/** Writes the taps of one place of the map and returns their end: the place itself, and the points of its box. */
function addPlace(taps: usize, box: usize, place: i32, height: i32, width: i32, points: i32, pitch: i32): usize {
  taps = addPixel(taps, place, pitch, 1);
  if (load<f64>(box) === 0) return taps;
  const x = load<f64>(box, 8);
  const y = load<f64>(box, 16);
  taps = addClamped(taps, height, width, y, x, pitch, 1);
  if (points === 1) return taps;
  const wx = load<f64>(box, 24);
  const wy = load<f64>(box, 32);
  const hx = load<f64>(box, 40);
  const hy = load<f64>(box, 48);
  taps = addClamped(taps, height, width, y + wy + hy, x + wx + hx, pitch, 1);
  taps = addClamped(taps, height, width, y - wy + hy, x - wx + hx, pitch, 1);
  taps = addClamped(taps, height, width, y - wy - hy, x - wx - hx, pitch, 1);
  return addClamped(taps, height, width, y + wy - hy, x + wx - hx, pitch, 1);
}

/**
 * Adds to every place of one image what its box shows, for a block of channels. Scratch: the map channel-last, a tile
 * of results, then the taps of a place.
 */
export function rotatedFeatureAlign(
  scratch: usize,
  features: usize,
  height: i32,
  width: i32,
  channels: i32,
  boxes: usize,
  points: i32,
  output: usize,
): void {
  const pitch = lanesOf(channels) << 2;
  const pixels = height * width;
  const plane = (<usize>pixels) << 2;
  const map = scratch;
  const results = map + <usize>pixels * pitch;
  const taps = results + <usize>tile * pitch;
  toChannelsLast(features, plane, map, pixels, channels);
  for (let from = 0; from < pixels; from += tile) {
    const count = min(tile, pixels - from);
    for (let i = 0; i < count; i += 1) {
      const place = from + i;
      const end = addPlace(taps, boxes + <usize>place * boxBytes, place, height, width, points, pitch);
      gather(map, taps, end, results + <usize>i * pitch, pitch);
    }
    toChannelsFirst(results, output + ((<usize>from) << 2), plane, count, channels);
  }
}

/** The transpose: adds up what the places of one image give back to a block of its channels. */
export function rotatedFeatureAlignGradient(
  scratch: usize,
  features: usize,
  height: i32,
  width: i32,
  channels: i32,
  boxes: usize,
  points: i32,
  output: usize,
): void {
  const pitch = lanesOf(channels) << 2;
  const pixels = height * width;
  const plane = (<usize>pixels) << 2;
  const map = scratch;
  const results = map + <usize>pixels * pitch;
  const taps = results + <usize>tile * pitch;
  memory.fill(map, 0, <usize>pixels * pitch);
  for (let from = 0; from < pixels; from += tile) {
    const count = min(tile, pixels - from);
    toChannelsLast(output + ((<usize>from) << 2), plane, results, count, channels);
    for (let i = 0; i < count; i += 1) {
      const place = from + i;
      const end = addPlace(taps, boxes + <usize>place * boxBytes, place, height, width, points, pitch);
      scatter(results + <usize>i * pitch, taps, end, map, pitch);
    }
  }
  toChannelsFirst(map, features, plane, pixels, channels);
}
