import { describe, expect, it } from 'vitest';
import { placeBoxes } from './roi-boxes.js';

const attributes = {
  outputSize: [7, 7],
  spatialScales: [0.25],
  samplingRatio: 0,
  aligned: true,
  clockwise: true,
} as const;

/** Samples of a bin of a square box on a map of 64 × 64 pixels at stride 4. */
function samplesOf(side: number): number | undefined {
  return placeBoxes([0, 128, 128, side, side, 0], undefined, [[1, 1, 64, 64]], attributes).placed[0]?.samplesHigh;
}

describe('placeBoxes', () => {
  it('takes a sample for each pixel of the map, up to boxes of twice the map', () => {
    expect(samplesOf(28)).toBe(1);
    expect(samplesOf(29)).toBe(2);
    expect(samplesOf(256)).toBe(Math.ceil(64 / 7));
    expect(samplesOf(512)).toBe(Math.ceil(128 / 7));
    expect(samplesOf(8 * 256)).toBe(Math.ceil(128 / 7));
  });

  it('takes no box that is absurdly large, however few its bins', () => {
    expect(samplesOf(8 * 256 + 1)).toBeUndefined();
    expect(samplesOf(1e30)).toBeUndefined();
  });

  it('takes boxes that decoding can give (S3): centres within twice the image, sides within four times', () => {
    const { placed } = placeBoxes([0, -512, 512, 1024, 1024, 0], undefined, [[1, 1, 64, 64]], attributes);
    expect(placed).toHaveLength(1);
  });

  it('rounds quotients as mmcv does, in float32', () => {
    // 70 · 0.1 is a little more than 7 in float64.
    const { placed } = placeBoxes([0, 1, 1, 70, 70, 0], undefined, [[1, 1, 64, 64]], {
      ...attributes,
      spatialScales: [0.1],
    });
    expect(placed[0].samplesWide).toBe(1);
  });
});
