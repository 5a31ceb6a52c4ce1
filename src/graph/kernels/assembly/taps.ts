// A tap is a pixel that an output is made of, and its weight: 4 bytes for where the pixel's channels begin in the
// channel-last map, 4 bytes for the weight. Taps of weight 0 are left out, so that a value that is not finite spreads
// no further than to the samples it has a part in. Places are computed in float64, as the reference does.

/** Adds a tap and returns where the next one goes. */
export function addPixel(taps: usize, pixel: i32, pitch: i32, weight: f64): usize {
  const rounded = <f32>weight;
  if (rounded === 0) return taps;
  store<i32>(taps, pixel * pitch);
  store<f32>(taps, rounded, 4);
  return taps + 8;
}

/**
 * Taps of a bilinear sample as RoI align takes it: up to one pixel outside, a place counts as on the edge; further
 * outside there is nothing.
 */
export function addClamped(taps: usize, height: i32, width: i32, y: f64, x: f64, pitch: i32, factor: f64): usize {
  if (!(y >= -1 && y <= <f64>height && x >= -1 && x <= <f64>width)) return taps;
  y = max(y, 0);
  x = max(x, 0);
  let top = <i32>y;
  let left = <i32>x;
  let bottom = top + 1;
  let right = left + 1;
  if (top >= height - 1) {
    bottom = top = height - 1;
    y = <f64>top;
  }
  if (left >= width - 1) {
    right = left = width - 1;
    x = <f64>left;
  }
  const below = y - <f64>top;
  const beside = x - <f64>left;
  const above = 1 - below;
  const before = 1 - beside;
  taps = addPixel(taps, top * width + left, pitch, above * before * factor);
  taps = addPixel(taps, top * width + right, pitch, above * beside * factor);
  taps = addPixel(taps, bottom * width + left, pitch, below * before * factor);
  return addPixel(taps, bottom * width + right, pitch, below * beside * factor);
}

/** Taps of a bilinear sample as a convolution takes it: the map continues with zeros on all sides. */
export function addPadded(taps: usize, height: i32, width: i32, y: f64, x: f64, pitch: i32): usize {
  if (!(y > -1 && y < <f64>height && x > -1 && x < <f64>width)) return taps;
  const topEdge = Math.floor(y);
  const leftEdge = Math.floor(x);
  const top = <i32>topEdge;
  const left = <i32>leftEdge;
  const below = y - topEdge;
  const beside = x - leftEdge;
  const above = 1 - below;
  const before = 1 - beside;
  const hasTop = top >= 0;
  const hasBottom = top + 1 < height;
  const hasLeft = left >= 0;
  const hasRight = left + 1 < width;
  const pixel = top * width + left;
  if (hasTop && hasLeft) taps = addPixel(taps, pixel, pitch, above * before);
  if (hasTop && hasRight) taps = addPixel(taps, pixel + 1, pitch, above * beside);
  if (hasBottom && hasLeft) taps = addPixel(taps, pixel + width, pitch, below * before);
  if (hasBottom && hasRight) taps = addPixel(taps, pixel + width + 1, pitch, below * beside);
  return taps;
}

/** Weighted sum of the pixels that taps name: writes `pitch` bytes of channels. */
export function gather(map: usize, taps: usize, end: usize, target: usize, pitch: i32): void {
  let at: usize = 0;
  const size = <usize>pitch;
  for (; at + 64 <= size; at += 64) {
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (let tap = taps; tap < end; tap += 8) {
      const source = map + at + <usize>load<u32>(tap);
      const weight = v128.load_splat<f32>(tap, 4);
      a = f32x4.add(a, f32x4.mul(weight, v128.load(source)));
      b = f32x4.add(b, f32x4.mul(weight, v128.load(source, 16)));
      c = f32x4.add(c, f32x4.mul(weight, v128.load(source, 32)));
      d = f32x4.add(d, f32x4.mul(weight, v128.load(source, 48)));
    }
    v128.store(target + at, a);
    v128.store(target + at, b, 16);
    v128.store(target + at, c, 32);
    v128.store(target + at, d, 48);
  }
  for (; at < size; at += 16) {
    let a = f32x4.splat(0);
    for (let tap = taps; tap < end; tap += 8) {
      const source = map + at + <usize>load<u32>(tap);
      a = f32x4.add(a, f32x4.mul(v128.load_splat<f32>(tap, 4), v128.load(source)));
    }
    v128.store(target + at, a);
  }
}

/** The transpose of `gather`: adds `pitch` bytes of channels, weighted, to the pixels that taps name. */
export function scatter(source: usize, taps: usize, end: usize, map: usize, pitch: i32): void {
  const size = <usize>pitch;
  for (let tap = taps; tap < end; tap += 8) {
    const target = map + <usize>load<u32>(tap);
    const weight = v128.load_splat<f32>(tap, 4);
    for (let at: usize = 0; at < size; at += 16) {
      const sum = f32x4.add(v128.load(target + at), f32x4.mul(weight, v128.load(source + at)));
      v128.store(target + at, sum);
    }
  }
}
