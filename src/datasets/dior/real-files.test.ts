import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diorFormat } from './index.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keel-dior-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, content: string | Buffer = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const real = '../shared/realdata';
describe.skipIf(!existsSync(join(real, 'dior')))('real files (../shared/realdata/dior, where present)', () => {
  it('reads the example of MMRotate', async () => {
    const dataset = await diorFormat.open(join(real, 'dior/mmrotate_tests'), {});
    expect(dataset).toMatchObject({ variant: 'oriented', imageCount: 1, unpaired: [] });
    const [source] = dataset.sources;
    expect(source.imageFile).toBe('JPEGImage/00001.jpg');
    const content = readFileSync(join(dataset.root, source.file));
    const [image] = diorFormat.parse(dataset, source, content, () => undefined);
    expect(image.problems).toEqual([]);
    expect(image.statedSize).toEqual({ width: 800, height: 800, depth: 3, line: 9 });
    expect(image.objects).toMatchObject([
      { line: 15, className: 'golffield', polygon: [133, 237, 684, 237, 684, 672, 133, 672], difficulty: 0 },
    ]);
  });

  it('reads the layout of torchgeo and refuses FAIR1M', async () => {
    const fixtures = join(real, 'synthetic_fixtures/torchgeo');
    expect(await diorFormat.detect(join(fixtures, 'dior'))).toMatchObject({ variant: 'horizontal' });
    const dataset = await diorFormat.open(join(fixtures, 'dior'), {});
    const images = dataset.sources.flatMap((source) =>
      diorFormat.parse(dataset, source, readFileSync(join(dataset.root, source.file)), () => undefined),
    );
    expect(images).toHaveLength(6);
    expect(images.flatMap(({ problems }) => problems)).toEqual([]);
    expect(images.flatMap(({ objects }) => objects)).toHaveLength(15);
    expect(await diorFormat.detect(join(fixtures, 'fair1m'))).toBeUndefined();
    await expect(diorFormat.open(join(fixtures, 'fair1m'), {})).rejects.toMatchObject({
      code: 'datasets/nothing-to-read',
    });
  });

  it('opens a copy whose lists name what is not there', async () => {
    cpSync(join(real, 'dior/mmrotate_tests'), root, { recursive: true });
    put('ImageSets/Main/train.txt', '00001\n00002\n');
    expect((await diorFormat.open(root, {})).unpaired).toEqual([
      { kind: 'listed-without-annotation', item: '00002', list: 'ImageSets/Main/train.txt', line: 2 },
    ]);
  });
});
