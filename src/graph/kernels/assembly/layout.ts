// Channel planes to pixels and back. A block of channels of one image lies channel-last in scratch memory, so that the
// channels of a pixel are neighbours and fill vectors. `lanes` is the number of channels rounded up to whole vectors.

/** Pixels that are turned at a time: long enough runs for memory, few enough for the second-level cache. */
const tile: i32 = 256;

/** Channels rounded up to whole vectors of four. */
export function lanesOf(channels: i32): i32 {
  return (channels + 3) & ~3;
}

/** Copies `pixels` of `channels` planes that are `plane` bytes apart to channel-last; lanes left over become zero. */
export function toChannelsLast(planes: usize, plane: usize, map: usize, pixels: i32, channels: i32): void {
  const lanes = lanesOf(channels);
  const pitch = (<usize>lanes) << 2;
  const whole = channels & ~3;
  for (let from = 0; from < pixels; from += tile) {
    const to = min(from + tile, pixels);
    for (let channel = 0; channel < whole; channel += 4) {
      let source = planes + <usize>channel * plane + ((<usize>from) << 2);
      let target = map + <usize>from * pitch + ((<usize>channel) << 2);
      let pixel = from;
      for (; pixel + 4 <= to; pixel += 4) {
        const a = v128.load(source);
        const b = v128.load(source + plane);
        const c = v128.load(source + 2 * plane);
        const d = v128.load(source + 3 * plane);
        const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
        const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
        const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
        const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
        v128.store(target, v128.shuffle<f64>(ab, cd, 0, 2));
        v128.store(target + pitch, v128.shuffle<f64>(ab, cd, 1, 3));
        v128.store(target + 2 * pitch, v128.shuffle<f64>(abHigh, cdHigh, 0, 2));
        v128.store(target + 3 * pitch, v128.shuffle<f64>(abHigh, cdHigh, 1, 3));
        source += 16;
        target += 4 * pitch;
      }
      for (; pixel < to; pixel += 1) {
        for (let i: usize = 0; i < 4; i += 1) store<f32>(target + (i << 2), load<f32>(source + i * plane));
        source += 4;
        target += pitch;
      }
    }
    for (let channel = whole; channel < lanes; channel += 1) {
      for (let pixel = from; pixel < to; pixel += 1) {
        const value = channel < channels ? load<f32>(planes + <usize>channel * plane + ((<usize>pixel) << 2)) : <f32>0;
        store<f32>(map + <usize>pixel * pitch + ((<usize>channel) << 2), value);
      }
    }
  }
}

/** Copies channel-last pixels to `channels` planes that are `plane` bytes apart. */
export function toChannelsFirst(map: usize, planes: usize, plane: usize, pixels: i32, channels: i32): void {
  const pitch = (<usize>lanesOf(channels)) << 2;
  const whole = channels & ~3;
  for (let from = 0; from < pixels; from += tile) {
    const to = min(from + tile, pixels);
    for (let channel = 0; channel < whole; channel += 4) {
      let source = map + <usize>from * pitch + ((<usize>channel) << 2);
      let target = planes + <usize>channel * plane + ((<usize>from) << 2);
      let pixel = from;
      for (; pixel + 4 <= to; pixel += 4) {
        const a = v128.load(source);
        const b = v128.load(source + pitch);
        const c = v128.load(source + 2 * pitch);
        const d = v128.load(source + 3 * pitch);
        const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
        const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
        const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
        const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
        v128.store(target, v128.shuffle<f64>(ab, cd, 0, 2));
        v128.store(target + plane, v128.shuffle<f64>(ab, cd, 1, 3));
        v128.store(target + 2 * plane, v128.shuffle<f64>(abHigh, cdHigh, 0, 2));
        v128.store(target + 3 * plane, v128.shuffle<f64>(abHigh, cdHigh, 1, 3));
        source += 4 * pitch;
        target += 16;
      }
      for (; pixel < to; pixel += 1) {
        for (let i: usize = 0; i < 4; i += 1) store<f32>(target + i * plane, load<f32>(source + (i << 2)));
        source += pitch;
        target += 4;
      }
    }
    for (let channel = whole; channel < channels; channel += 1) {
      for (let pixel = from; pixel < to; pixel += 1) {
        const value = load<f32>(map + <usize>pixel * pitch + ((<usize>channel) << 2));
        store<f32>(planes + <usize>channel * plane + ((<usize>pixel) << 2), value);
      }
    }
  }
}
