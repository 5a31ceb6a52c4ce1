import { describe, expect, it } from 'vitest';
import { folderMaker } from '../../../tests/dataset-folder.js';
import { detect, open } from './open.js';

const makeFolder = folderMaker();
const categories = [{ id: 1, name: 'ship' }];

function coco(
  fileNames: string[],
  annotation: object = { segmentation: [[1, 1, 9, 1, 9, 9, 1, 9]] },
  count = 3,
): string {
  return JSON.stringify({
    images: fileNames.map((file_name, id) => ({ id, file_name, width: 10, height: 10 })),
    annotations: Array.from({ length: count }, (_, id) => ({ id, image_id: 0, category_id: 1, ...annotation })),
    categories,
  });
}

describe('COCO layouts', () => {
  it('reads a file per split, with images in folders of the year', async () => {
    const root = makeFolder({
      'annotations/instances_train2017.json': coco(['1.jpg', '2.jpg']),
      'annotations/instances_val2017.json': coco(['1.jpg']),
      'annotations/captions_val2017.json': coco(['1.jpg']),
      'train2017/1.jpg': '',
      'train2017/3.jpg': '',
      'val2017/1.jpg': '',
    });
    expect(await detect(root)).toMatchObject({ format: 'coco' });
    const dataset = await open(root, {});
    expect(dataset).toMatchObject({
      variant: 'polygon',
      classes: ['ship'],
      classesFrom: 'file',
      splits: ['train', 'val'],
      imageCount: 3,
    });
    expect(dataset.sources.map(({ file, split, imageFolders }) => [file, split, imageFolders?.[0]])).toEqual([
      ['annotations/instances_train2017.json', 'train', 'train2017'],
      ['annotations/instances_val2017.json', 'val', 'val2017'],
    ]);
    expect(dataset.unpaired).toEqual([
      { kind: 'listed-without-image', item: '2.jpg', list: 'annotations/instances_train2017.json' },
      { kind: 'image-without-annotation', item: 'train2017/3.jpg' },
    ]);
  });

  it("reads Roboflow's file beside the images, and one file without splits", async () => {
    const roboflow = makeFolder({ 'valid/_annotations.coco.json': coco(['1.jpg']), 'valid/1.jpg': '' });
    expect((await open(roboflow, {})).sources).toMatchObject([{ split: 'val', imageFolders: ['valid'] }]);
    const single = makeFolder({ 'ships.json': coco(['images/1.jpg']), 'images/1.jpg': '' });
    const dataset = await open(single, {});
    expect(dataset).toMatchObject({ splits: [], unpaired: [], sources: [{ imageFolders: [''] }] });
  });

  it('takes the names of other files as splits', async () => {
    const root = makeFolder({ 'north.json': coco(['1.jpg']), 'south.json': coco(['2.jpg']) });
    expect((await open(root, {})).splits).toEqual(['north', 'south']);
  });

  it.each([
    ['rotated', { bbox: [1, 1, 4, 2, 0.7] }],
    ['rotated-degrees', { bbox: [1, 1, 4, 2, -35] }],
    ['horizontal', { bbox: [1, 1, 4, 2], segmentation: [] }],
    ['polygon', { bbox: [1, 1, 4, 2], segmentation: [[1, 1, 9, 1, 9, 9, 1, 9]] }],
  ])('says that most objects are %s', async (variant, annotation) => {
    expect((await open(makeFolder({ 'a.json': coco(['1.jpg'], annotation) }), {})).variant).toBe(variant);
  });

  it('does not let a few wrong angles turn radians into degrees', async () => {
    const document = JSON.parse(coco(['1.jpg'], { bbox: [1, 1, 4, 2, 0.7] }, 20));
    document.annotations[0].bbox[4] = 45;
    expect((await open(makeFolder({ 'a.json': JSON.stringify(document) }), {})).variant).toBe('rotated');
  });

  it.each([
    ['LabelMe', '{"shapes": [], "imagePath": "1.jpg"}'],
    ['results', '[{"image_id": 1, "category_id": 1, "bbox": [1, 1, 2, 2], "score": 1}]'],
    ['a package', '{"name": "images", "version": "1.0.0"}'],
  ])('does not take %s for a dataset', async (_, content) => {
    const root = makeFolder({ 'a.json': content });
    expect(await detect(root)).toBeUndefined();
    await expect(open(root, {})).rejects.toMatchObject({ code: 'datasets/nothing-to-read' });
  });

  it('keeps a file that is cut off as a source', async () => {
    const root = makeFolder({ 'a.json': coco(['1.jpg']).slice(0, -40), 'b.json': coco(['2.jpg']) });
    expect((await open(root, {})).sources).toHaveLength(2);
  });
});
