import { describe, expect, it } from 'vitest';
import { type AnchorGrid, anchorCorners, anchorGrid, anchorIndex } from './anchors.js';
import { type Bounds, matchHorizontal } from './match-horizontal.js';

const f = Math.fround;
const grid = anchorGrid({ strides: [4, 8, 16, 32, 64], scales: [8], ratios: [0.5, 1, 2] }, 416, 320);
const assigner = { positive: 0.7, lowQuality: 0.3 };
const size = [411, 318] as const;

function overlap(a: Bounds, b: Bounds): number {
  const w = Math.max(0, f(Math.min(a[2], b[2]) - Math.max(a[0], b[0])));
  const h = Math.max(0, f(Math.min(a[3], b[3]) - Math.max(a[1], b[1])));
  const area = ([x1, y1, x2, y2]: Bounds): number => f(f(x2 - x1) * f(y2 - y1));
  return f(f(w * h) / Math.max(f(f(area(a) + area(b)) - f(w * h)), f(1e-6)));
}

function bruteForce(truth: Bounds, { levels }: AnchorGrid) {
  let highest = 0;
  let positives = 0;
  let tied: number[] = [];
  for (const level of levels) {
    for (let row = 0; row < level.rows; row++) {
      for (let column = 0; column < level.columns; column++) {
        level.shapes.forEach((shape, index) => {
          const anchor = anchorCorners(level, shape, column, row);
          if (anchor[0] < 0 || anchor[1] < 0 || anchor[2] >= size[0] || anchor[3] >= size[1]) return;
          const iou = overlap(truth, anchor);
          if (iou >= 0.7) positives++;
          if (iou > highest) tied = [];
          highest = Math.max(highest, iou);
          if (iou === highest && iou > 0) tied.push(anchorIndex(level, index, column, row));
        });
      }
    }
  }
  return { highest, positives, tied };
}

describe('matchHorizontal', () => {
  it('finds what asking about every anchor inside the image finds', () => {
    let state = 4;
    const upTo = (limit: number): number => {
      state = (state * 1664525 + 1013904223) >>> 0;
      return (state / 2 ** 32) * limit;
    };
    const kinds = new Set<string>();
    for (let trial = 0; trial < 300; trial++) {
      const [x, y] = [upTo(400), upTo(300)];
      const side = trial % 3 === 0 ? 20 : 200;
      const truth = [f(x), f(y), f(x + upTo(side)), f(y + upTo(side))] as const;
      const match = matchHorizontal(truth, grid, ...size, assigner);
      const { highest, positives, tied } = bruteForce(truth, grid);
      kinds.add(match.kind);
      if (highest < 0.3) {
        // Not worth float32: nothing depends on its last bit.
        expect(match.iou).toBeCloseTo(highest, 6);
        expect(match).toMatchObject({ kind: 'none', anchors: 0 });
        continue;
      }
      expect(match.iou).toBe(highest);
      expect(match.tied.toSorted((a, b) => a - b)).toEqual(tied);
      expect(match.anchors).toBe(Math.max(positives, tied.length));
    }
    expect(kinds).toEqual(new Set(['none', 'forced', 'positive']));
  });

  it('never takes bounds without area: their IoU is 0, and 0.3 is needed', () => {
    expect(matchHorizontal([100, 100, 150, 100], grid, ...size, assigner)).toMatchObject({ kind: 'none', iou: 0 });
    expect(matchHorizontal([100, 100, 100, 100], grid, ...size, assigner)).toMatchObject({ kind: 'none', iou: 0 });
  });

  it('has every anchor ignored for bounds of NaN', () => {
    expect(matchHorizontal([Number.NaN, 1, 2, 3], grid, ...size, assigner)).toMatchObject({ kind: 'ignored' });
  });
});
