import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutCrops } from './crops.js';

const folder = mkdtempSync(join(tmpdir(), 'keel-crops-'));
const path = join(folder, 'image.png');

/** A red image of 200 x 100 px with a blue square of 20 px whose corner is at (100, 50). */
beforeAll(async () => {
  const blue = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#0000ff' } })
    .png()
    .toBuffer();
  await sharp({ create: { width: 200, height: 100, channels: 3, background: '#ff0000' } })
    .composite([{ input: blue, left: 100, top: 50 }])
    .png()
    .toFile(path);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a picture shows at a place: its format and size are checked on the way. */
async function coloursOf(picture: Uint8Array, size: number, places: readonly [number, number][]): Promise<string[]> {
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
  expect((await sharp(picture).metadata()).format).toBe('jpeg');
  expect([info.width, info.height]).toEqual([size, size]);
  return places.map(([x, y]) => {
    const [r, g, b] = data.subarray((y * info.width + x) * 3);
    if (r > 180 && b < 80) return 'red';
    if (b > 180 && r < 80) return 'blue';
    return r < 90 && g < 90 && b < 100 ? 'ground' : `rgb(${r}, ${g}, ${b})`;
  });
}

describe('cutCrops', () => {
  it('cuts the frame out and enlarges it', async () => {
    const { pictures, imageShown } = await cutCrops({
      path,
      size: 320,
      crops: [{ frame: { x: 80, y: 30, side: 60 } }],
    });
    expect(imageShown).toBe(true);
    // The square spans a third to two thirds of the frame.
    const places: [number, number][] = [
      [50, 160],
      [160, 160],
      [112, 112],
      [270, 160],
    ];
    expect(await coloursOf(pictures[0], 320, places)).toEqual(['red', 'blue', 'blue', 'red']);
  });

  it('shows ground where the frame leaves the image', async () => {
    const { pictures } = await cutCrops({ path, size: 320, crops: [{ frame: { x: 152, y: 52, side: 96 } }] });
    const places: [number, number][] = [
      [80, 80],
      [240, 80],
      [80, 240],
      [240, 240],
    ];
    expect(await coloursOf(pictures[0], 320, places)).toEqual(['red', 'ground', 'ground', 'ground']);
  });

  it('draws the box', async () => {
    const box = { polygon: [85, 35, 135, 35, 135, 85, 85, 85] };
    const { pictures } = await cutCrops({ path, size: 300, crops: [{ frame: { x: 80, y: 30, side: 60 }, box }] });
    const plain = await cutCrops({ path, size: 300, crops: [{ frame: { x: 80, y: 30, side: 60 } }] });
    const below: [number, number][] = [
      [100, 275],
      [25, 100],
    ];
    expect(await coloursOf(plain.pictures[0], 300, below)).toEqual(['red', 'red']);
    for (const colour of await coloursOf(pictures[0], 300, below)) expect(colour).not.toBe('red');
  });

  it('cuts many crops, near and far, as it cuts each alone', async () => {
    const wide = join(folder, 'wide.png');
    const width = 9000;
    await sharp({ create: { width, height: 5000, channels: 3, background: '#ff0000' } })
      .png()
      .toFile(wide);
    const crops = [{ frame: { x: 0, y: 0, side: 96 } }, { frame: { x: 8900, y: 4900, side: 150 } }];
    const together = await cutCrops({ path: wide, size: 96, crops });
    for (const [index, crop] of crops.entries()) {
      const alone = await cutCrops({ path: wide, size: 96, crops: [crop] });
      expect(Buffer.from(together.pictures[index]).equals(alone.pictures[0])).toBe(true);
    }
  });

  it.each([
    ['there is no image', undefined],
    ['the image is missing', join(folder, 'missing.png')],
    ['the image is broken', join(folder, 'broken.png')],
  ])('draws on plain ground when %s', async (_, path) => {
    writeFileSync(join(folder, 'broken.png'), 'no image');
    const { pictures, imageShown } = await cutCrops({ path, size: 96, crops: [{ frame: { x: 0, y: 0, side: 96 } }] });
    expect(imageShown).toBe(false);
    expect(await coloursOf(pictures[0], 96, [[48, 48]])).toEqual(['ground']);
  });
});
