import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LossCounter, placeOf } from '../layout/losses.js';
import { imageNameFor, WrittenNames } from '../layout/written-names.js';
import type { AnnotatedObject, ImageAnnotations, Loss, WriteTarget } from '../types.js';
import { dotaClasses } from './classes.js';
import { coordinateText } from './coordinate.js';
import { isWindowName } from './label-line.js';

/**
 * Writes `images/` and `labelTxt/`, below a folder per split where there are splits, and `classes.txt` where the classes
 * are not DOTA's own. Header lines are written where the source knows them, but not for windows of split images (V12).
 */
export async function write(images: AsyncIterable<ImageAnnotations>, target: WriteTarget): Promise<Loss[]> {
  const losses = new LossCounter();
  const names = new WrittenNames();
  const folders = new Set<string>();
  for await (const image of images) {
    const stem = names.stemFor(image);
    if (stem !== image.id) losses.add('image-renamed', placeOf(image));
    const base = image.split === undefined ? '' : `${image.split}/`;
    if (!folders.has(base)) {
      folders.add(base);
      await mkdir(join(target.root, base, 'labelTxt'), { recursive: true });
    }
    await writeFile(join(target.root, base, 'labelTxt', `${stem}.txt`), labelText(image, losses));
    if (image.imageFile !== undefined) await target.placeImage(image, `${base}images/${imageNameFor(image, stem)}`);
  }
  if (target.classes.length > 0 && !isStandard(target.classes)) {
    await writeFile(join(target.root, 'classes.txt'), target.classes.map((name) => `${classText(name)}\n`).join(''));
  }
  return losses.list();
}

function labelText(image: ImageAnnotations, losses: LossCounter): string {
  const lines: string[] = [];
  const fromHeader = image.imageSource !== undefined || image.groundSampleDistance !== undefined;
  if (fromHeader && isWindowName(image.id)) {
    losses.add('image-source', placeOf(image));
  } else if (fromHeader) {
    lines.push(`imagesource:${image.imageSource ?? 'unknown'}`, `gsd:${image.groundSampleDistance ?? 'null'}`);
  }
  if (image.statedSize !== undefined && image.imageFile === undefined) losses.add('image-size', placeOf(image));
  for (const object of image.objects) {
    countLosses(image, object, losses);
    const corners = object.polygon.map((value) => coordinateText(value)).join(' ');
    lines.push(`${corners} ${classText(object.className)} ${object.difficulty ?? 0}`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** Whether a class list is that of a release of DOTA. */
function isStandard(classes: readonly string[]): boolean {
  return Object.values(dotaClasses).some(
    (standard) => standard.length === classes.length && standard.every((name, id) => classes[id] === name),
  );
}

/** DOTA separates fields by blanks, so a class name cannot hold one, nor be empty. */
function classText(name: string): string {
  return name.trim().replace(/\s+/g, '-') || 'unnamed';
}

function countLosses(image: ImageAnnotations, object: AnnotatedObject, losses: LossCounter): void {
  const place = placeOf(image, object);
  if (object.difficulty === undefined) losses.add('difficulty-assumed', place);
  // Difficulty 2 says it.
  if (object.truncated === true && object.difficulty !== 2) losses.add('truncated', place);
  if (object.written.kind !== 'polygon') losses.add(`${object.written.kind}-as-polygon`, place);
  if (classText(object.className) !== object.className) losses.add('class-renamed', place);
}
