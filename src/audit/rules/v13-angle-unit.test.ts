import { expect } from 'vitest';
import { describeRule, type ObjectParts, rectangle } from './testing.js';
import { angleUnit } from './v13-angle-unit.js';

const at = (theta: number): ObjectParts => ({
  polygon: rectangle(50, 50, 40, 10, theta),
  written: { kind: 'rotated', cx: 50, cy: 50, w: 40, h: 10, theta },
});
const hrsc = { format: 'hrsc2016' } as const;

describeRule(angleUnit, {
  silent: {
    'angles within a quarter turn': { dataset: hrsc, images: [{ objects: [at(-1.5), at(Math.PI / 2), at(0.3)] }] },
    'angles of roLabelImg within half a turn': { dataset: { format: 'rolabelimg' }, images: [{ objects: [at(3)] }] },
    'large angles of another format': { dataset: { format: 'yolo-obb' }, images: [{ objects: [at(40)] }] },
    'large angles that were degrees': {
      dataset: { format: 'coco', variant: 'rotated-degrees' },
      images: [{ objects: [at(7)] }],
    },
    'any angle of COCO within a turn': { dataset: { format: 'coco' }, images: [{ objects: [at(6)] }] },
    'an angle that is not finite, which is V5': { dataset: hrsc, images: [{ objects: [at(Number.NaN)] }] },
  },
  reasons: {
    degrees: {
      dataset: hrsc,
      images: [{ objects: [at(30)] }],
      values: { angle: 30, radians: Math.PI / 6 },
      fix: { action: 'correct-angle', values: { polygon: [...rectangle(50, 50, 40, 10, Math.PI / 6)] } },
    },
    'same-file': {
      dataset: hrsc,
      images: [{ objects: [at(30), at(2), at(0)] }],
      all: ['degrees', 'same-file'],
      values: { angle: 2 },
      fix: { action: 'correct-angle', values: { polygon: [...rectangle(50, 50, 40, 10, Math.PI / 90)] } },
      report: { object: expect.objectContaining({ index: 1 }) },
    },
    range: { dataset: hrsc, images: [{ objects: [at(2)] }], values: { angle: 2 }, fix: { action: 'manual' } },
  },
});
