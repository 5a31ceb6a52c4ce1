import { axisAlignedBoxes } from './d7-axis-aligned-boxes.js';
import { describeRule, type ObjectParts, rectangle } from './testing.js';

const objects = (count: number, className: string, w: number, turn: (i: number) => number): ObjectParts[] =>
  Array.from({ length: count }, (_, i) => ({ className, polygon: rectangle(400, 400, w, 20, turn(i)) }));

const upright = (count: number, className = 'ship', w = 60) =>
  objects(count, className, w, (i) => ((i % 4) * Math.PI) / 2);
const turned = (count: number, className = 'plane') => objects(count, className, 60, (i) => 0.1 + i * 0.01);

describeRule(axisAlignedBoxes, {
  silent: {
    'boxes at all angles': { images: [{ objects: turned(300) }] },
    'too few boxes to tell': { images: [{ objects: upright(199) }] },
    'upright squares, whose angle means nothing': { images: [{ objects: upright(300, 'ship', 22) }] },
    'upright boxes among turned ones': { images: [{ objects: [...upright(189), ...turned(11, 'ship')] }] },
    'a format of horizontal boxes': {
      images: [
        {
          objects: upright(300).map((object) => ({
            ...object,
            written: { kind: 'horizontal', xmin: 0, ymin: 0, xmax: 60, ymax: 20 } as const,
          })),
        },
      ],
    },
  },
  reasons: {
    dataset: {
      images: [{ objects: upright(150) }, { objects: upright(147, 'plane') }, { objects: turned(3) }],
      values: { objects: 300, aligned: 297, share: 0.99 },
    },
    class: {
      images: [{ objects: upright(200) }, { objects: turned(200) }],
      values: { name: 'ship', share: 1 },
      report: { class: 'ship' },
    },
  },
});
