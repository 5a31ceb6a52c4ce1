import { boundsOf } from '../../geometry/index.js';
import type { OrientedBox, Quad } from '../../geometry/types.js';
import { type LossCounter, placeOf } from '../layout/losses.js';
import { imageExtension } from '../layout/pairing.js';
import { formatDecimal, pixelDecimals } from '../text/numbers.js';
import type { AnnotatedObject, ImageAnnotations, Loss, WriteTarget } from '../types.js';
import { type Elements, markup } from '../xml/markup.js';
import { flags } from '../xml/pascal-voc-write.js';
import { angleDecimals } from '../xml/rotated-box.js';
import { boxToWrite } from '../xml/rotated-write.js';
import { type WrittenImage, writeXmlDataset } from '../xml/write.js';
import { classIdOf, classNameOf, shipClass } from './classes.js';

/**
 * Writes HRSC2016 as it is downloaded: `FullDataSet/Annotations/`, `FullDataSet/AllImages/` and `ImageSets/`. Classes
 * that are none of HRSC2016's become ships.
 */
export function write(images: AsyncIterable<ImageAnnotations>, target: WriteTarget): Promise<Loss[]> {
  let objectCount = 0;
  return writeXmlDataset(
    images,
    target,
    {
      annotationFile: ({ stem }) => `FullDataSet/Annotations/${stem}.xml`,
      imageFile: ({ imageName }) => `FullDataSet/AllImages/${imageName}`,
      list: (split) => `ImageSets/${split}.txt`,
      oneFolder: true,
      extension: '.bmp',
    },
    (written, losses) => {
      const first = objectCount + 1;
      objectCount += written.image.objects.length;
      return documentOf(written, first, losses);
    },
  );
}

function documentOf({ image, stem, imageName, size }: WrittenImage, firstId: number, losses: LossCounter): string {
  const objects = image.objects.map((object, i): Elements[number] => [
    'HRSC_Object',
    objectElements(image, object, firstId + i, losses),
  ]);
  return markup(
    [
      [
        'HRSC_Image',
        [
          ['Img_ID', stem],
          ['Img_FileName', stem],
          ['Img_FileFmt', imageExtension(imageName).slice(1)],
          ['Img_SizeWidth', size?.width],
          ['Img_SizeHeight', size?.height],
          ['Img_SizeDepth', size && (size.depth ?? 3)],
          ['segmented', 0],
          ['Annotated', 1],
          ['HRSC_Objects', objects],
        ],
      ],
    ],
    '  ',
  );
}

function objectElements(image: ImageAnnotations, object: AnnotatedObject, id: number, losses: LossCounter): Elements {
  const box = boxToWrite(image, object, -Math.PI / 2, losses);
  const { xmin, ymin, xmax, ymax } = boundsOf(object.polygon);
  const head = headOf(box, object.polygon);
  const whole = (value: number): string => formatDecimal(Math.round(value), 0, 0);
  const pixels = (value: number): string => formatDecimal(value, 0, pixelDecimals);
  return [
    ['Object_ID', id],
    ['Class_ID', classIdFor(image, object, losses)],
    ['Object_NO', id],
    ...flags(image, object, losses),
    ['box_xmin', whole(xmin)],
    ['box_ymin', whole(ymin)],
    ['box_xmax', whole(xmax)],
    ['box_ymax', whole(ymax)],
    ['mbox_cx', pixels(box.cx)],
    ['mbox_cy', pixels(box.cy)],
    ['mbox_w', pixels(box.w)],
    ['mbox_h', pixels(box.h)],
    ['mbox_ang', formatDecimal(box.theta, 0, angleDecimals)],
    ['segmented', 0],
    ['header_x', whole(head.x)],
    ['header_y', whole(head.y)],
  ];
}

/** The object's own `Class_ID`, the one of its class name, or that of all ships. */
function classIdFor(image: ImageAnnotations, object: AnnotatedObject, losses: LossCounter): number {
  const { className, classId } = object;
  if (className === shipClass && classId !== undefined && classNameOf(classId) !== undefined) return classId;
  const byName = classIdOf(className);
  if (byName === undefined) losses.add('class-as-ship', placeOf(image, object));
  return byName ?? (classIdOf(shipClass) as number);
}

/** The end of the box that is nearer to the middle of the first two corners, which the formats of corners call its head. */
function headOf({ cx, cy, w, theta }: OrientedBox, [x1, y1, x2, y2]: Quad): { x: number; y: number } {
  const [dx, dy] = [(w / 2) * Math.cos(theta), (w / 2) * Math.sin(theta)];
  const towards = dx * ((x1 + x2) / 2 - cx) + dy * ((y1 + y2) / 2 - cy);
  return towards < 0 ? { x: cx - dx, y: cy - dy } : { x: cx + dx, y: cy + dy };
}
