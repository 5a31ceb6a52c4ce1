import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KeelError } from '../../foundation/errors.js';
import { writeFolderWhole } from '../../foundation/files.js';
import { version } from '../../foundation/package-root.js';
import { mapInOrder, type WorkerTask } from '../../foundation/parallel.js';
import { Random } from '../../foundation/random.js';
import { formats } from '../formats.js';
import { stemOf } from '../layout/stem.js';
import { openDataset } from '../open.js';
import type { ImageAnnotations } from '../types.js';
import { defectsByName, reasonIn, selectDefects } from './defects/defects.js';
import { type WrittenImage, WrittenSample } from './defects/written-sample.js';
import type { MadeImage } from './make-image.js';
import { imageId, type PlannedImage, planImages } from './plan.js';
import type { PlacedDefect, SampleManifest, SampleOptions } from './types.js';

/** What a sample is like unless the options say otherwise. */
export const sampleDefaults = { format: 'dior', images: 24, size: 800, seed: 7, defects: 'all' } as const;

/** Name of the file that says what a sample is made of; beside the dataset's own folders. */
export const manifestName = 'sample.json';

const task: WorkerTask = {
  module: new URL(import.meta.url.endsWith('.ts') ? './make-image.ts' : './make-image.js', import.meta.url),
  name: 'makeImage',
};

/**
 * Makes a dataset of aerial pictures that the program draws itself, with true oriented boxes, and puts chosen defects of
 * real datasets into it. The seed fixes everything: labels to the bit, images to the byte with one version of sharp.
 *
 * @returns what was made, and where each defect is; the same stands in `sample.json` in the folder
 * @throws KeelError `files/exists`, `files/unwritable`, `sample/out-of-range`, `sample/unknown-defect`, `sample/no-room`
 */
export async function makeSample(options: SampleOptions): Promise<SampleManifest> {
  const { out, jobs, onProgress } = options;
  const { format, images, size, seed, defects } = { ...sampleDefaults, ...withoutUndefined(options) };
  requireInRange('images', images, 1, 10_000);
  requireInRange('size', size, 256, 1600);
  requireInRange('seed', seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const { selected, unknown } = selectDefects(defects, format);
  if (unknown !== undefined) {
    throw new KeelError('sample/unknown-defect', {
      name: unknown,
      format,
      known: selectDefects('all', format).selected,
    });
  }
  const sound = planImages(format, images, size, seed);
  const { planned, ownImages } = addOwnImages(sound, selected);
  return writeFolderWhole(out, async (root) => {
    const made: ImageAnnotations[] = [];
    const files = new Map<string, Uint8Array>();
    async function* stream(): AsyncGenerator<ImageAnnotations> {
      for await (const { annotations, file } of mapInOrder<PlannedImage, MadeImage>(planned, task, jobs)) {
        made.push(annotations);
        files.set(annotations.id, file);
        yield annotations;
        onProgress?.(made.length, planned.length);
      }
    }
    const target = { root, classes: [], sizeOf: ({ statedSize }: ImageAnnotations) => statedSize };
    await formats[format].write(stream(), {
      ...target,
      placeImage: async ({ id }, path) => {
        await mkdir(dirname(join(root, path)), { recursive: true });
        await writeFile(join(root, path), files.get(id) as Uint8Array);
        files.delete(id);
      },
    });
    if (format === 'dior') {
      // DIOR-R comes with the horizontal boxes of DIOR beside its own.
      await formats.dior.write(each(made), { ...target, variant: 'horizontal', placeImage: async () => {} });
    }
    const written = await findWritten(root, made, planned);
    const manifest: SampleManifest = {
      tool: 'keel',
      version,
      format,
      seed,
      size,
      images: made.length,
      objects: made.reduce((sum, { objects }) => sum + objects.length, 0),
      objectsByClass: countBy(made.flatMap(({ objects }) => objects.map(({ className }) => className))),
      imagesBySplit: countBy(planned.map(({ split }) => split)),
      defects: await applyDefects(root, selected, written, ownImages, { format, seed, images }),
    };
    await writeFile(join(root, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  });
}

/** Plans the images that defects need for themselves, behind the sound ones. */
function addOwnImages(sound: readonly PlannedImage[], selected: readonly string[]) {
  const planned = [...sound];
  const ownImages = new Map<string, string>();
  for (const name of selected) {
    const plan = defectsByName[name].plan;
    if (plan === undefined) continue;
    const image = plan(imageId(sound[0].format, planned.length), sound, name);
    ownImages.set(name, image.id);
    planned.push(image);
  }
  return { planned, ownImages };
}

/** Finds out where the format put each image's files. */
async function findWritten(
  root: string,
  made: readonly ImageAnnotations[],
  planned: readonly PlannedImage[],
): Promise<Map<string, WrittenImage>> {
  const { sources } = await openDataset(root, { format: planned[0].format });
  const byId = new Map(sources.map((source) => [stemOf(source.file), source]));
  return new Map(
    made.map(({ id, objects }, at): [string, WrittenImage] => {
      const source = byId.get(id);
      if (source?.imageFile === undefined) throw new RangeError(`image ${id} was not written`);
      const { split, size } = planned[at];
      return [id, { id, split, size, annotationFile: source.file, imageFile: source.imageFile, objects }];
    }),
  );
}

async function applyDefects(
  root: string,
  selected: readonly string[],
  written: ReadonlyMap<string, WrittenImage>,
  ownImages: ReadonlyMap<string, string>,
  { format, seed, images }: Required<Pick<SampleOptions, 'format' | 'seed' | 'images'>>,
): Promise<PlacedDefect[]> {
  const sample = new WrittenSample(root, format, [...written.values()], images);
  const placed: PlacedDefect[] = [];
  for (const name of selected) {
    const defect = defectsByName[name];
    const places = await defect.apply({
      sample,
      random: new Random(seed, 'spoil', name),
      own: () => written.get(ownImages.get(name) ?? '') as WrittenImage,
    });
    if (places === undefined) throw new KeelError('sample/no-room', { name });
    for (const place of [places].flat()) {
      placed.push({ name, code: defect.code, reason: reasonIn(defect, format), ...place });
    }
  }
  return placed;
}

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

function requireInRange(name: string, value: number, from: number, to: number): void {
  if (!Number.isInteger(value) || value < from || value > to) {
    throw new KeelError('sample/out-of-range', { name, value, from, to });
  }
}

function withoutUndefined<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
