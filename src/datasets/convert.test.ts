import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderMaker } from '../../tests/dataset-folder.js';
import { pngOf } from '../../tests/png.js';
import { isMessageKey } from '../foundation/wording/index.js';
import { cornersOf } from '../geometry/index.js';
import type { Quad } from '../geometry/types.js';
import { convertDataset } from './convert.js';
import { formats } from './formats.js';
import { openDataset } from './open.js';
import { readImages } from './read.js';
import { type FormatId, formatIds, type ImageAnnotations } from './types.js';

const makeFolder = folderMaker();
let targets = 0;
const freshTarget = (): string => join(makeFolder(), `out-${++targets}`);

const size = { width: 640, height: 480 };
const png = pngOf(size.width, size.height);
/** Formats that state a box by centre, sides and angle: corners that make no rectangle do not survive them. */
const rotatedFormats: readonly FormatId[] = ['hrsc2016', 'rolabelimg'];

interface PlainImage {
  readonly id: string;
  readonly split: string;
  readonly objects: readonly { readonly className: string; readonly polygon: Quad }[];
}

/** Writes a dataset of one format with an image for each annotation. */
async function writeSource(
  format: FormatId,
  plain: readonly PlainImage[],
  classes: readonly string[],
): Promise<string> {
  const root = makeFolder();
  const images = plain.map(
    ({ id, split, objects }): ImageAnnotations => ({
      id,
      split,
      annotationFile: `${id}.txt`,
      imageFile: `${id}.png`,
      objects: objects.map((object, index) => ({ ...object, index, line: index + 1, written: { kind: 'polygon' } })),
      problems: [],
    }),
  );
  await formats[format].write(
    (async function* () {
      yield* images;
    })(),
    {
      root,
      classes,
      placeImage: async (_, target) => {
        mkdirSync(dirname(join(root, target)), { recursive: true });
        writeFileSync(join(root, target), png);
      },
      sizeOf: () => size,
    },
  );
  return root;
}

async function readAll(root: string, format: FormatId): Promise<ImageAnnotations[]> {
  const images: ImageAnnotations[] = [];
  for await (const image of readImages(await openDataset(root, { format }))) images.push(image);
  return images;
}

const coordinate = fc.double({ min: 0, max: 480, noNaN: true });
const anyQuad = fc.array(coordinate, { minLength: 8, maxLength: 8 }).map((values) => values as unknown as Quad);
const rectangle = fc
  .record({
    cx: coordinate,
    cy: coordinate,
    w: fc.double({ min: 2, max: 200, noNaN: true }),
    h: fc.double({ min: 2, max: 200, noNaN: true }),
    theta: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
  })
  .map(cornersOf);

function datasets(classes: readonly string[], quad: fc.Arbitrary<Quad>): fc.Arbitrary<PlainImage[]> {
  const image = fc.record({
    id: fc.stringMatching(/^[A-Za-z]\w{0,8}$/).map((id) => `I${id}`),
    split: fc.constantFrom('train', 'val', 'test'),
    objects: fc.array(fc.record({ className: fc.constantFrom(...classes), polygon: quad }), { maxLength: 4 }),
  });
  return fc
    .uniqueArray(image, { selector: ({ id }) => id.toLowerCase(), minLength: 1, maxLength: 4 })
    .filter((images) => images.some(({ objects }) => objects.length > 0));
}

/** Largest distance from a corner of one quad to the nearest of the other: corner order does not matter. */
function farthestCorner(a: Quad, b: Quad): number {
  const corners = (quad: Quad): [number, number][] => [0, 2, 4, 6].map((i) => [quad[i], quad[i + 1]]);
  return Math.max(
    ...corners(a).map(([x, y]) => Math.min(...corners(b).map(([u, v]) => Math.hypot(x - u, y - v)))),
    ...corners(b).map(([x, y]) => Math.min(...corners(a).map(([u, v]) => Math.hypot(x - u, y - v)))),
  );
}

describe('converting', () => {
  const pairs = formatIds.flatMap((from) => formatIds.map((to): [FormatId, FormatId] => [from, to]));

  it.each(pairs)('keeps corners, classes, splits and images from %s to %s', async (from, to) => {
    const rotated = rotatedFormats.includes(from) || rotatedFormats.includes(to);
    const classes = from === 'hrsc2016' || to === 'hrsc2016' ? ['ship'] : ['ship', 'airplane', 'harbor'];
    await fc.assert(
      fc.asyncProperty(datasets(classes, rotated ? rectangle : anyQuad), async (plain) => {
        const source = await writeSource(from, plain, classes);
        const target = freshTarget();
        const result = await convertDataset(source, target, { format: from, to });
        expect(result.problems.filter(({ guessed }) => !guessed)).toEqual([]);
        const images = await readAll(target, to);
        const byId = new Map(images.map((image) => [image.id, image]));
        expect([...byId.keys()].sort()).toEqual(plain.map(({ id }) => id).sort());
        for (const { id, split, objects } of plain) {
          const image = byId.get(id);
          expect(image?.split).toBe(split);
          expect(image?.imageFile).toMatch(new RegExp(`(?:^|/)${id}\\.png$`));
          expect(image?.objects.map(({ className }) => className)).toEqual(objects.map(({ className }) => className));
          for (const [i, { polygon }] of objects.entries()) {
            const read = image?.objects[i].polygon as Quad;
            if (rotated) expect(farthestCorner(read, polygon)).toBeLessThan(1e-5);
            else for (const [k, value] of polygon.entries()) expect(Math.abs(read[k] - value)).toBeLessThan(1e-6);
          }
        }
      }),
      { numRuns: 6 },
    );
  });

  it('words every loss and every problem', async () => {
    const objects = [{ className: 'storage tank', polygon: [1, 1, 200, 30, 90, 90, 1, 9] as const }];
    const plain = [{ id: 'I1', split: 'train', objects }];
    for (const from of formatIds) {
      for (const to of formatIds) {
        const source = await writeSource(from, plain, ['storage tank']);
        const { losses, problems } = await convertDataset(source, freshTarget(), { format: from, to });
        for (const { what } of losses) expect(isMessageKey(`datasets.loss.${what}`), what).toBe(true);
        for (const { reason } of problems) expect(isMessageKey(`datasets.problem.${reason}`), reason).toBe(true);
      }
    }
  });
});

describe('convertDataset', () => {
  const label = '1 1 9 1 9 9 1 9 ship 0\n';

  it('says what was carried over and what was lost', async () => {
    const root = makeFolder({
      'train/labelTxt/1.txt': `imagesource:GF\n${label}1 1 9 1 9 9 1 9 plane 2\n1 2 3\n`,
      'train/labelTxt/2.txt': label,
      'train/images/1.png': png,
    });
    const target = freshTarget();
    const progress: [number, number][] = [];
    const result = await convertDataset(root, target, {
      to: 'yolo-obb',
      onProgress: (done, total) => progress.push([done, total]),
    });
    expect(result).toMatchObject({
      source: { format: 'dota', variant: 'v1.0', root },
      target: { format: 'yolo-obb', root: target },
      images: { annotated: 2, placed: 1, missing: 1 },
      objects: 3,
      splits: ['train'],
      losses: [
        { what: 'image-source', count: 1, example: 'train/labelTxt/1.txt' },
        { what: 'difficulty', count: 1, example: 'train/labelTxt/1.txt:3' },
        { what: 'objects-without-image-size', count: 1, example: 'train/labelTxt/2.txt' },
      ],
      problems: [{ reason: 'too-few-fields', count: 1, example: 'train/labelTxt/1.txt:4', guessed: false }],
    });
    expect(progress).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it('copies, links or leaves out images', async () => {
    const root = makeFolder({ 'labelTxt/1.txt': label, 'images/1.png': png });
    const placed = async (images: 'copy' | 'link' | 'none'): Promise<string> => {
      const target = freshTarget();
      await convertDataset(root, target, { to: 'dota', images });
      return join(target, 'images', '1.png');
    };
    expect(readFileSync(await placed('copy')).equals(png)).toBe(true);
    const link = await placed('link');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(link).equals(png)).toBe(true);
    expect(existsSync(await placed('none'))).toBe(false);
  });

  it('goes on where an image cannot be read', async () => {
    const root = makeFolder({ 'labelTxt/1.txt': label });
    mkdirSync(join(root, 'images'));
    symlinkSync('gone.png', join(root, 'images/1.png'));
    const { images } = await convertDataset(root, freshTarget(), { to: 'dota' });
    expect(images).toEqual({ annotated: 1, placed: 0, missing: 1 });
  });

  it('sorts class ids that have no names by number', async () => {
    const rows = [10, 9, 2].map((id) => `${id} 0 0 1 0 1 1 0 1\n`).join('');
    const root = makeFolder({ 'labels/1.txt': rows, 'images/1.png': png });
    expect((await convertDataset(root, freshTarget(), { to: 'coco' })).classes).toEqual(['#2', '#9', '#10']);
  });

  it('spells classes as declared where the source does not tell cases apart', async () => {
    const objects = [{ className: 'Ship', polygon: [1, 1, 9, 1, 9, 9, 1, 9] as const }];
    const root = await writeSource('dior', [{ id: 'I1', split: 'train', objects }], ['ship']);
    const target = freshTarget();
    const { losses } = await convertDataset(root, target, { to: 'coco' });
    expect(losses).toEqual([]);
    expect((await readAll(target, 'coco'))[0].objects[0].className).toBe('ship');
  });

  it('says when a class was added to the list', async () => {
    const root = makeFolder({ 'labelTxt/1.txt': `${label.repeat(5)}1 1 9 1 9 9 1 9 Ship 0\n`, 'images/1.png': png });
    for (const to of ['coco', 'yolo-obb'] as const) {
      const { losses } = await convertDataset(root, freshTarget(), { to });
      expect(losses).toEqual([{ what: 'class-added', count: 1, example: 'labelTxt/1.txt:6' }]);
    }
  });

  it('carries over images without a label file from YOLO, and counts them elsewhere', async () => {
    const yolo = makeFolder({
      'labels/val/1.txt': '0 0 0 1 0 1 1 0 1\n',
      'images/val/1.png': png,
      'images/val/2.png': png,
      'images/test/3.png': png,
    });
    const target = freshTarget();
    const lost = { what: 'unannotated-image', count: 1 };
    const { losses } = await convertDataset(yolo, target, { to: 'yolo-obb' });
    expect(losses).toEqual([{ ...lost, example: 'images/test/3.png' }]);
    expect(readFileSync(join(target, 'labels/val/2.txt'), 'utf8')).toBe('');
    const dota = makeFolder({ 'labelTxt/1.txt': label, 'images/1.png': png, 'images/2.png': png });
    expect((await convertDataset(dota, freshTarget(), { to: 'dota' })).losses).toEqual([
      { ...lost, example: 'images/2.png' },
    ]);
  });

  it('refuses a target that exists, and leaves nothing behind when it fails', async () => {
    const root = makeFolder({ 'labelTxt/1.txt': label });
    const parent = makeFolder({ 'out/x': '' });
    await expect(convertDataset(root, join(parent, 'out'), { to: 'coco' })).rejects.toMatchObject({
      code: 'files/exists',
    });
    const failing = convertDataset(root, join(parent, 'new'), {
      to: 'coco',
      onProgress: () => {
        throw new Error('stop');
      },
    });
    await expect(failing).rejects.toThrow('stop');
    expect(readdirSync(parent)).toEqual(['out']);
  });
});
