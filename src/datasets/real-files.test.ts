import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderMaker, hasRealData, realData } from '../../tests/dataset-folder.js';
import { convertDataset } from './convert.js';
import { formats } from './formats.js';
import { openDataset } from './open.js';
import { readImages } from './read.js';
import type { Dataset, ImageAnnotations } from './types.js';

const makeFolder = folderMaker();

async function read(path: string): Promise<{ dataset: Dataset; images: ImageAnnotations[]; problems: string[] }> {
  const dataset = await openDataset(join(realData, path));
  const images: ImageAnnotations[] = [];
  for await (const image of readImages(dataset)) images.push(image);
  const problems = images.flatMap(({ id, problems }) => problems.map(({ reason }) => `${id} ${reason}`));
  return { dataset, images, problems: problems.filter((problem) => !problem.endsWith('header-line')) };
}

const objectsIn = (images: readonly ImageAnnotations[]): number =>
  images.reduce((n, { objects }) => n + objects.length, 0);
const boxesOf = (images: readonly ImageAnnotations[]): string[] =>
  images
    .flatMap(({ id, objects }) =>
      objects.map(({ className, polygon }) => [id, className, ...polygon.map((x) => x.toFixed(4))].join(' ')),
    )
    .sort();

describe.skipIf(!hasRealData)('real DOTA files', () => {
  // Object counts are the files' lines without the two header lines.
  it.each([
    ['dota/devkit_example', 'v1.0', 7, 984],
    ['dota/lf_variant_labelTxt', 'v1.0', 3, 592],
    ['dota/eval_example', 'v1.0', 4, 429],
    ['dota/yolov5_obb_demo', 'v1.0', 1, 56],
    ['dota/mmrotate_tests', 'v1.0', 3, 8],
    ['synthetic_fixtures/torchgeo/dota', 'v2.0', 5, 6],
    ['synthetic_fixtures/datumaro/dota_dataset', 'custom', 3, 4],
  ])('reads all of %s', async (path, variant, files, objects) => {
    const { dataset, images, problems } = await read(path);
    expect(dataset).toMatchObject({ format: 'dota', variant });
    expect([images.length, objectsIn(images)]).toEqual([files, objects]);
    expect(problems).toEqual(path.endsWith('mmrotate_tests') ? ['P0004__1__0___1024 empty-file'] : []);
  });

  it('reads header lines, CRLF and difficulty', async () => {
    const { images } = await read('dota/devkit_example');
    expect(images[0]).toMatchObject({
      id: 'P0706',
      imageFile: 'images/P0706.png',
      imageSource: 'GoogleEarth',
      groundSampleDistance: 0.255589285596,
    });
    expect(images[0].objects[0]).toEqual({
      index: 0,
      line: 3,
      className: 'ship',
      polygon: [1054, 1028, 1063, 1011, 1111, 1040, 1112, 1062],
      written: { kind: 'polygon' },
      difficulty: 1,
    });
  });

  it('takes splits and classes of an export of Roboflow from its YAML file and folders', async () => {
    const { dataset } = await read('synthetic_fixtures/datumaro/roboflow_dataset');
    expect(dataset).toMatchObject({ format: 'dota', classes: ['label_0', 'label_1'], splits: ['train', 'val'] });
  });

  it('leaves every byte of a real file alone that no change concerns', async () => {
    const { dataset, images } = await read('dota/devkit_example');
    for (const [at, source] of dataset.sources.entries()) {
      const content = readFileSync(join(dataset.root, source.file));
      const { id, objects } = images[at];
      const same = objects.map(({ index, polygon }) => ({
        object: index,
        change: { kind: 'replace-polygon', polygon } as const,
      }));
      const after = formats.dota.amend(dataset, source, content, [{ image: id, objects: same, file: [] }]);
      expect(after.equals(content)).toBe(true);
    }
  });

  it('does not take result files or bare images for a dataset', async () => {
    for (const path of ['dota/merge_example', 'dota/unlabelled']) {
      await expect(openDataset(join(realData, path))).rejects.toMatchObject({ code: 'datasets/unknown-format' });
    }
  });

  it('keeps every box on the way through COCO and back', async () => {
    const [there, back] = [join(makeFolder(), 'coco'), join(makeFolder(), 'dota')];
    await convertDataset(join(realData, 'dota/devkit_example'), there, { to: 'coco', images: 'none' });
    const { losses } = await convertDataset(there, back, { to: 'dota' });
    // The size that COCO states of the two images, which were left out.
    expect(losses).toMatchObject([{ what: 'image-size', count: 2 }]);
    for (const name of ['P0706', 'P2709']) {
      const lines = (root: string): string[] =>
        readFileSync(join(root, 'labelTxt', `${name}.txt`), 'utf8')
          .split(/\r?\n/)
          .map((line) => line.replaceAll(/(\d)\.0 /g, '$1 '));
      expect(lines(back)).toEqual(lines(join(realData, 'dota/devkit_example')));
    }
  });
});

describe.skipIf(!hasRealData)('real YOLO-OBB files', () => {
  it('reads all of dota8 in pixels of its images', async () => {
    const { dataset, images, problems } = await read('yolo_obb/dota8');
    expect(dataset).toMatchObject({ format: 'yolo-obb', splits: ['train', 'val'], unpaired: [] });
    expect(dataset.classes).toHaveLength(15);
    expect([images.length, objectsIn(images), problems]).toEqual([8, 133, []]);
    const image = images.find(({ id }) => id.startsWith('P1142'));
    expect(image?.scaledBy).toEqual({ width: 1024, height: 1024 });
    expect(image?.objects[0]).toMatchObject({ className: 'plane', classId: 0 });
    expect(image?.objects[0].polygon[0]).toBeCloseTo(0.779296 * 1024, 6);
  });

  it('keeps every box on the way through DOTA and back', async () => {
    const [there, back] = [join(makeFolder(), 'dota'), join(makeFolder(), 'yolo')];
    await convertDataset(join(realData, 'yolo_obb/dota8'), there, { to: 'dota', images: 'link' });
    await convertDataset(there, back, { to: 'yolo-obb', images: 'link' });
    const { images } = await read('yolo_obb/dota8');
    const again: ImageAnnotations[] = [];
    for await (const image of readImages(await openDataset(back))) again.push(image);
    const renamed = boxesOf(images).map((line) =>
      line.replace(/ ([a-z ]+) (?=-?\d)/, (name) => ` ${name.trim().replaceAll(' ', '-')} `),
    );
    expect(boxesOf(again)).toEqual(renamed.sort());
  });
});
