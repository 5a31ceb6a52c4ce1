import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { auditResult, fewFindings, headerLines, manyFindings, zeroHeightShip } from '../../../tests/audit-result.js';
import { drawFinding, writeFindingPictures } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'keel-pictures-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('drawFinding', () => {
  it('draws a box even without its image', async () => {
    const picture = await drawFinding(zeroHeightShip, folder);
    const { format, width, height } = await sharp(picture).metadata();
    expect([format, width, height]).toEqual(['jpeg', 480, 480]);
  });

  it('draws nothing where there is no box', async () => {
    expect(await drawFinding(headerLines, folder)).toBeUndefined();
    const notFinite = { ...zeroHeightShip, polygon: Array(8).fill(Number.NaN) };
    expect(await drawFinding(notFinite, folder)).toBeUndefined();
  });
});

describe('writeFindingPictures', () => {
  it('writes a picture per box, named for rule, image and object', async () => {
    const target = join(folder, 'few');
    const twice = { ...zeroHeightShip, reason: 'point' };
    const names = await writeFindingPictures(auditResult([...fewFindings, twice], folder), target, { jobs: 1 });
    expect(names).toEqual(['V1-00001-0-2.jpg', 'V1-00001-0.jpg', 'V10-00001-2.jpg', 'V4-00001-1.jpg']);
    expect(readdirSync(target).sort()).toEqual(names);
    for (const name of names) expect(readFileSync(join(target, name)).subarray(0, 2).toString('hex')).toBe('ffd8');
  });

  it('keeps to the limits', async () => {
    const result = auditResult(manyFindings(300), folder);
    const limits = { perRule: 2, total: 5 };
    expect(await writeFindingPictures(result, join(folder, 'limited'), { limits, jobs: 1 })).toHaveLength(5);
  });

  it('lets no name of a dataset leave the folder', async () => {
    const finding = { ...zeroHeightShip, imageId: '../../escaped' };
    const target = join(folder, 'deep', 'inside');
    const [name] = await writeFindingPictures(auditResult([finding], folder), target, { jobs: 1 });
    expect(existsSync(join(target, name))).toBe(true);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['inside']);
  });

  it('refuses a folder that exists', async () => {
    await expect(writeFindingPictures(auditResult(fewFindings), folder, { jobs: 1 })).rejects.toMatchObject({
      code: 'files/exists',
    });
  });
});
