import { describe, expect, it } from 'vitest';
import { decodedAtOnce } from '../images/index.js';
import { bandsOf } from './cut-image.js';
import { windowsOf } from './windows.js';

const options = { size: 1024, overlap: 200, rates: [0.5, 1], resize: false, imageShare: 0.6 };

function bands(width: number, height: number, resize = false) {
  const windows = windowsOf({ width, height }, { ...options, resize });
  const found = [...bandsOf(windows, width)];
  expect(new Set(found.flat())).toEqual(new Set(windows));
  expect(found.flat()).toHaveLength(windows.length);
  return found;
}

describe('bandsOf', () => {
  it('decodes an image of usual size at once', () => {
    expect(bands(4000, 4000)).toHaveLength(1);
  });

  it('decodes a large scene in bands of bounded memory, and few of them', () => {
    const found = bands(20_000, 20_000);
    for (const band of found) {
      const rows = Math.max(...band.map(({ y, height }) => y + height)) - band[0].y;
      expect(rows * 20_000 * 3).toBeLessThanOrEqual(decodedAtOnce);
    }
    expect(found.length).toBeLessThan(40);
  });

  it('keeps all windows of one row together even where they are more than that', () => {
    for (const band of bands(60_000, 9000)) expect(new Set(band.map(({ x }) => x)).size).toBeGreaterThan(30);
  });

  it('keeps rates apart that need the image in different sizes', () => {
    for (const band of bands(4000, 4000, true)) expect(new Set(band.map(({ rate }) => rate)).size).toBe(1);
  });
});
