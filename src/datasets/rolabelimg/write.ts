import { type LossCounter, placeOf } from '../layout/losses.js';
import type { AnnotatedObject, ImageAnnotations, Loss, WriteTarget } from '../types.js';
import { type Elements, markup } from '../xml/markup.js';
import { vocObject, vocSize } from '../xml/pascal-voc-write.js';
import { boxToWrite } from '../xml/rotated-write.js';
import { type WrittenImage, writeClassList, writeXmlDataset } from '../xml/write.js';
import { boxValues, isWholeHorizontal } from './box.js';

/**
 * Writes roLabelImg files beside their images, in a folder per split where there are splits, and `classes.txt`.
 * Horizontal boxes at whole pixels become `bndbox`, which roLabelImg reads as integers; everything else `robndbox`.
 */
export async function write(images: AsyncIterable<ImageAnnotations>, target: WriteTarget): Promise<Loss[]> {
  const place = ({ image: { split } }: WrittenImage, name: string): string =>
    split === undefined ? name : `${split.replace(/[\\/\0]/g, '_')}/${name}`;
  const losses = await writeXmlDataset(
    images,
    target,
    {
      annotationFile: (written) => place(written, `${written.stem}.xml`),
      imageFile: (written) => place(written, written.imageName),
      oneFolder: false,
    },
    documentOf,
  );
  await writeClassList(target);
  return losses;
}

function documentOf({ image, stem, size }: WrittenImage, losses: LossCounter): string {
  const inside = markup(
    [
      ['folder', image.split],
      ['filename', stem],
      ['source', [['database', 'Unknown']]],
      vocSize(size),
      ['segmented', 0],
      ...image.objects.map((object): Elements[number] => ['object', objectElements(image, object, losses)]),
    ],
    '  ',
    '  ',
  );
  return `<annotation verified="no">\n${inside}</annotation>\n`;
}

function objectElements(image: ImageAnnotations, object: AnnotatedObject, losses: LossCounter): Elements {
  const { written, polygon } = object;
  if (written.kind === 'horizontal' && isWholeHorizontal(polygon)) {
    const { xmin, ymin, xmax, ymax } = written;
    return [...vocObject(image, object, losses, 'bndbox'), ['bndbox', Object.entries({ xmin, ymin, xmax, ymax })]];
  }
  if (written.kind === 'horizontal') losses.add('horizontal-as-rotated', placeOf(image, object));
  const box = boxToWrite(image, object, 0, losses);
  return [...vocObject(image, object, losses, 'robndbox'), ['robndbox', boxValues(box)]];
}
