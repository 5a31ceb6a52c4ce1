import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ClassList } from '../layout/class-list.js';
import { LossCounter, placeOf } from '../layout/losses.js';
import { sortedSplits } from '../layout/splits.js';
import { imageNameFor, WrittenNames } from '../layout/written-names.js';
import type { AnnotatedObject, ImageAnnotations, ImageSize, Loss, WriteTarget } from '../types.js';
import { normalisedText } from './normalised.js';

/**
 * Writes `images/<split>/`, `labels/<split>/` and `data.yaml`. Coordinates are fractions of the image's size, so the
 * objects of an image whose size nobody knows cannot be written; they count as lost.
 */
export async function write(images: AsyncIterable<ImageAnnotations>, target: WriteTarget): Promise<Loss[]> {
  const losses = new LossCounter();
  const names = new WrittenNames();
  const classes = new ClassList(target.classes);
  const splits = new Set<string | undefined>();
  for await (const image of images) {
    const stem = names.stemFor(image);
    if (stem !== image.id) losses.add('image-renamed', placeOf(image));
    const below = image.split === undefined ? '' : `${image.split}/`;
    if (!splits.has(image.split)) {
      splits.add(image.split);
      await mkdir(join(target.root, 'labels', below), { recursive: true });
    }
    const size = target.sizeOf(image) ?? image.statedSize ?? image.scaledBy;
    const text = labelText(image, size, classes, losses);
    await writeFile(join(target.root, 'labels', below, `${stem}.txt`), text);
    if (image.imageFile !== undefined) await target.placeImage(image, `images/${below}${imageNameFor(image, stem)}`);
  }
  await writeFile(join(target.root, 'data.yaml'), dataYaml(classes.names, splits));
  return losses.list();
}

function labelText(
  image: ImageAnnotations,
  size: ImageSize | undefined,
  classes: ClassList,
  losses: LossCounter,
): string {
  if (image.imageSource !== undefined || image.groundSampleDistance !== undefined) {
    losses.add('image-source', placeOf(image));
  }
  if (image.objects.length === 0) return '';
  if (size === undefined) {
    losses.add('objects-without-image-size', placeOf(image), image.objects.length);
    return '';
  }
  return image.objects
    .map((object) => {
      countLosses(image, object, losses);
      if (!classes.has(object.className)) losses.add('class-added', placeOf(image, object));
      const corners = object.polygon.map((value, i) => normalisedText(value, i % 2 === 0 ? size.width : size.height));
      return `${classes.idOf(object.className)} ${corners.join(' ')}\n`;
    })
    .join('');
}

function countLosses(image: ImageAnnotations, object: AnnotatedObject, losses: LossCounter): void {
  const place = placeOf(image, object);
  if (object.difficulty !== undefined && object.difficulty !== 0) losses.add('difficulty', place);
  if (object.truncated === true) losses.add('truncated', place);
  if (object.written.kind !== 'polygon') losses.add(`${object.written.kind}-as-polygon`, place);
}

/**
 * Without `path`, places count from the file's own folder. Ultralytics insists on both `train` and `val`, so a dataset
 * without one of them names the same images twice.
 */
function dataYaml(names: readonly string[], splits: ReadonlySet<string | undefined>): string {
  const places = new Map(sortedSplits(splits).map((split) => [split, `images/${split}`]));
  const train = places.get('train') ?? places.get('trainval') ?? places.get('val') ?? 'images';
  const others = [...places].filter(([split]) => split !== 'train' && split !== 'val' && split !== 'trainval');
  return stringify({
    train,
    val: places.get('val') ?? train,
    ...Object.fromEntries(others),
    names: new Map(names.entries()),
  });
}
