import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { boundsOf, polygonArea } from '../../geometry/index.js';
import { ClassList } from '../layout/class-list.js';
import { LossCounter, placeOf } from '../layout/losses.js';
import { imageNameFor, WrittenNames } from '../layout/written-names.js';
import type { AnnotatedObject, ImageAnnotations, Loss, WriteTarget } from '../types.js';
import { numberJson } from './entry-text.js';

// Annotations go to the file as they come; images and categories, which are few, when the split is complete.
const flushAt = 2 ** 20;

/**
 * Writes `annotations/instances_<split>.json` and `images/<split>/`. Objects are four corners in `segmentation` with the
 * enclosing `bbox`; ids begin with 1, as usual. What COCO has no field for goes into extra ones, which its readers
 * pass over: `difficult`, `truncated`, `image_source`, `gsd`.
 */
export async function write(images: AsyncIterable<ImageAnnotations>, target: WriteTarget): Promise<Loss[]> {
  const losses = new LossCounter();
  const names = new WrittenNames();
  const classes = new ClassList(target.classes);
  const files = new Map<string, SplitFile>();
  await mkdir(join(target.root, 'annotations'), { recursive: true });
  try {
    for await (const image of images) {
      const stem = names.stemFor(image);
      const name = image.split === undefined ? 'instances' : `instances_${image.split}`;
      const file = files.get(name) ?? (await SplitFile.create(join(target.root, 'annotations', `${name}.json`)));
      files.set(name, file);
      const size = target.sizeOf(image) ?? image.statedSize ?? image.scaledBy;
      if (size === undefined) losses.add('image-size-missing', placeOf(image));
      const fileName = imageNameFor(image, stem);
      if (stem !== image.id) losses.add('image-renamed', placeOf(image));
      const imageId = file.addImage({
        file_name: fileName,
        ...(size !== undefined && { width: size.width, height: size.height }),
        ...(image.imageSource !== undefined && { image_source: image.imageSource }),
        ...(image.groundSampleDistance !== undefined && { gsd: image.groundSampleDistance }),
      });
      for (const object of image.objects) {
        if (object.written.kind !== 'polygon') losses.add(`${object.written.kind}-as-polygon`, placeOf(image, object));
        if (!classes.has(object.className)) losses.add('class-added', placeOf(image, object));
        await file.addAnnotation(imageId, classes.idOf(object.className) + 1, object);
      }
      const folder = image.split === undefined ? 'images' : `images/${image.split}`;
      if (image.imageFile !== undefined) await target.placeImage(image, `${folder}/${fileName}`);
    }
    const categories = classes.names.map((name, id) => ({ id: id + 1, name, supercategory: '' }));
    for (const file of files.values()) await file.finish(categories);
  } finally {
    for (const file of files.values()) await file.close();
  }
  return losses.list();
}

type FileHandle = Awaited<ReturnType<typeof open>>;

/** The JSON file of one split while it is being written. */
class SplitFile {
  readonly #handle: FileHandle;
  readonly #images: Record<string, unknown>[] = [];
  #annotations = 0;
  #pending: string[] = ['{"annotations": ['];
  #pendingSize = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async create(path: string): Promise<SplitFile> {
    return new SplitFile(await open(path, 'wx'));
  }

  /** Returns the image's id. */
  addImage(image: Record<string, unknown>): number {
    const id = this.#images.length + 1;
    this.#images.push({ id, ...image });
    return id;
  }

  async addAnnotation(imageId: number, categoryId: number, object: AnnotatedObject): Promise<void> {
    this.#annotations += 1;
    await this.#put(
      `${this.#annotations === 1 ? '\n' : ',\n'}${annotationJson(this.#annotations, imageId, categoryId, object)}`,
    );
  }

  async finish(categories: readonly unknown[]): Promise<void> {
    const list = (items: readonly unknown[]): string => items.map((item) => `\n${JSON.stringify(item)}`).join(',');
    await this.#put(`\n],\n"images": [${list(this.#images)}\n],\n"categories": [${list(categories)}\n]}\n`);
    await this.#flush();
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #put(text: string): Promise<void> {
    this.#pending.push(text);
    this.#pendingSize += text.length;
    if (this.#pendingSize >= flushAt) await this.#flush();
  }

  async #flush(): Promise<void> {
    const text = this.#pending.join('');
    this.#pending = [];
    this.#pendingSize = 0;
    await this.#handle.appendFile(text);
  }
}

function annotationJson(id: number, imageId: number, categoryId: number, object: AnnotatedObject): string {
  const { xmin, ymin, xmax, ymax } = boundsOf(object.polygon);
  const numbers = (values: readonly number[]): string => values.map(numberJson).join(', ');
  const fields = [
    `"id": ${id}, "image_id": ${imageId}, "category_id": ${categoryId}`,
    `"segmentation": [[${numbers(object.polygon)}]]`,
    `"bbox": [${numbers([xmin, ymin, xmax - xmin, ymax - ymin])}]`,
    `"area": ${numberJson(polygonArea(object.polygon))}, "iscrowd": 0`,
    ...(object.difficulty === undefined ? [] : [`"difficult": ${object.difficulty}`]),
    ...(object.truncated === undefined ? [] : [`"truncated": ${object.truncated ? 1 : 0}`]),
  ];
  return `{${fields.join(', ')}}`;
}
