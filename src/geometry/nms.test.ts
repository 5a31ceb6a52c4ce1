import { describe, expect, it } from 'vitest';
import { cornersOf } from './conversions.js';
import { quadNms, rotatedNms } from './nms.js';
import { rotatedIou } from './rotated-overlaps.js';
import type { OrientedBox } from './types.js';

function box(cx: number, cy = 0, w = 10, h = 10, theta = 0): OrientedBox {
  return { cx, cy, w, h, theta };
}

/** The definition: each box against all those kept before it. */
function textbookNms(boxes: readonly OrientedBox[], scores: readonly number[], threshold: number): number[] {
  const kept: number[] = [];
  const order = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
  for (const i of order) if (!kept.some((k) => rotatedIou(boxes[k], boxes[i]) > threshold)) kept.push(i);
  return kept;
}

describe('rotatedNms', () => {
  it('keeps the best of those that overlap, by falling score', () => {
    expect(rotatedNms([box(0), box(1), box(50), box(0.5)], [0.5, 0.9, 0.7, 0.8], 0.5)).toEqual([1, 2]);
    expect(rotatedNms([], [], 0.5)).toEqual([]);
  });

  it('keeps a box whose IoU is exactly the threshold', () => {
    expect(rotatedNms([box(0), box(0, 0, 10, 5)], [1, 0.5], 0.5)).toEqual([0, 1]);
    expect(rotatedNms([box(0), box(0, 0, 10, 5)], [1, 0.5], 0.4999)).toEqual([0]);
  });

  it('lets boxes of different labels alone', () => {
    const boxes = [box(0), box(0), box(0)];
    expect(rotatedNms(boxes, [0.9, 0.8, 0.7], 0.5, [1, 2, 1])).toEqual([0, 1]);
    expect(rotatedNms(boxes, [0.9, 0.8, 0.7], 0.5, ['ship', 'harbor', 'ship'])).toEqual([0, 1]);
  });

  it('keeps the first of equal scores', () => {
    expect(rotatedNms([box(0), box(0), box(90), box(0)], [0.5, 0.5, 0.5, 0.5], 0.5)).toEqual([0, 2]);
    expect(rotatedNms([box(0), box(0)], [0, -0], 0.5)).toEqual([0]);
  });

  it('never keeps a score or a box that is not finite, and they suppress nothing (I6, I7)', () => {
    const bad = [Number.NaN, Infinity, -Infinity];
    for (const value of bad) {
      expect(rotatedNms([box(0), box(0)], [value, 0.5], 0.5)).toEqual([1]);
      for (const field of ['cx', 'cy', 'w', 'h', 'theta'] as const) {
        expect(rotatedNms([{ ...box(0), [field]: value }, box(0), box(1)], [0.9, 0.5, 0.4], 0.5)).toEqual([1]);
      }
      expect(quadNms([[0, 0, 9, 0, 9, value, 0, 9], cornersOf(box(5, 5))], [0.9, 0.5], 0.5)).toEqual([1]);
    }
    expect(rotatedNms([box(0)], [Number.NaN], 0.5)).toEqual([]);
  });

  it('keeps boxes without area: they overlap nothing', () => {
    expect(rotatedNms([box(0, 0, 0, 10), box(0, 0, 0, 10), box(0), box(0, 0, -3, 4)], [4, 3, 2, 1], 0.5)).toEqual([
      0, 1, 2, 3,
    ]);
  });

  it('agrees with the definition on crowds, and quadNms with it', () => {
    let state = 5;
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      return (state >>> 0) / 2 ** 32;
    };
    for (const threshold of [0, 0.1, 0.3, 0.7]) {
      const boxes = Array.from({ length: 500 }, () =>
        box(random() * 200, random() * 200, 5 + random() * 40, 5 + random() * 40, random() * 7),
      );
      const scores = boxes.map(() => Math.floor(random() * 50) / 50); // many ties
      const kept = rotatedNms(boxes, scores, threshold);
      expect(kept).toEqual(textbookNms(boxes, scores, threshold));
      expect(kept.length).toBeGreaterThan(20);
      if (threshold > 0) expect(quadNms(boxes.map(cornersOf), scores, threshold)).toEqual(kept);
    }
  });

  it('refuses scores and labels that are not as many as boxes', () => {
    expect(() => rotatedNms([box(0)], [], 0.5)).toThrow(RangeError);
    expect(() => rotatedNms([box(0)], [1], 0.5, [])).toThrow(RangeError);
    expect(() => rotatedNms(new Float64Array(6), [1], 0.5)).toThrow(RangeError);
  });
});
