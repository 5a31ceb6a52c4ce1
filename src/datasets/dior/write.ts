import { boundsOf } from '../../geometry/index.js';
import { type LossCounter, placeOf } from '../layout/losses.js';
import { formatDecimal, pixelDecimals } from '../text/numbers.js';
import type { AnnotatedObject, ImageAnnotations, Loss, WriteTarget } from '../types.js';
import { type Elements, markup } from '../xml/markup.js';
import { vocObject, vocSize } from '../xml/pascal-voc-write.js';
import { type WrittenImage, writeClassList, writeXmlDataset } from '../xml/write.js';
import { diorClasses } from './classes.js';
import { cornerElements, type DiorVariant } from './elements.js';

const folders: Readonly<Record<DiorVariant, string>> = {
  oriented: 'Annotations/Oriented Bounding Boxes',
  horizontal: 'Annotations/Horizontal Bounding Boxes',
};

/**
 * Writes DIOR as it is downloaded: one folder of annotations, `JPEGImages-trainval/` and `JPEGImages-test/`, and
 * `ImageSets/Main/`. `classes.txt` is added where the classes are not DIOR's. Variant `oriented` unless the target says
 * `horizontal`.
 */
export async function write(images: AsyncIterable<ImageAnnotations>, target: WriteTarget): Promise<Loss[]> {
  const variant: DiorVariant = target.variant === 'horizontal' ? 'horizontal' : 'oriented';
  const losses = await writeXmlDataset(
    images,
    target,
    {
      annotationFile: ({ stem }) => `${folders[variant]}/${stem}.xml`,
      imageFile: (written) => `${imageFolder(written)}/${written.imageName}`,
      list: (split) => `ImageSets/Main/${split}.txt`,
      oneFolder: true,
      extension: '.jpg',
    },
    (written, losses) => documentOf(written, variant, losses),
  );
  const known = new Set(diorClasses);
  if (!target.classes.every((name) => known.has(name.toLowerCase()))) await writeClassList(target);
  return losses;
}

function imageFolder({ image }: WrittenImage): string {
  return image.split === 'test' ? 'JPEGImages-test' : 'JPEGImages-trainval';
}

function documentOf(written: WrittenImage, variant: DiorVariant, losses: LossCounter): string {
  const { image, imageName, size } = written;
  const boxOf = variant === 'horizontal' ? horizontalBox : corners;
  const elements: Elements = [
    [
      'annotation',
      [
        ['folder', imageFolder(written)],
        ['filename', imageName],
        ['source', [['database', 'Unknown']]],
        vocSize(size),
        ['segmented', 0],
        ...image.objects.map((object): Elements[number] => ['object', boxOf(image, object, losses)]),
      ],
    ],
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${markup(elements, '    ')}`;
}

function corners(image: ImageAnnotations, object: AnnotatedObject, losses: LossCounter): Elements {
  if (object.written.kind !== 'polygon') losses.add(`${object.written.kind}-as-polygon`, placeOf(image, object));
  const values = cornerElements.map((path, i): Elements[number] => [
    path.slice('robndbox/'.length),
    formatDecimal(object.polygon[i], 0, pixelDecimals),
  ]);
  return [...vocObject(image, object, losses, 'robndbox'), ['robndbox', values]];
}

function horizontalBox(image: ImageAnnotations, object: AnnotatedObject, losses: LossCounter): Elements {
  const { written, polygon } = object;
  if (written.kind !== 'horizontal') losses.add(`${written.kind}-as-horizontal`, placeOf(image, object));
  const { xmin, ymin, xmax, ymax } = written.kind === 'horizontal' ? written : boundsOf(polygon);
  const values = Object.entries({ xmin, ymin, xmax, ymax }).map(([name, value]): Elements[number] => [
    name,
    formatDecimal(value, 0, pixelDecimals),
  ]);
  return [...vocObject(image, object, losses, 'bndbox'), ['bndbox', values]];
}
