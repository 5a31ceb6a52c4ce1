import { describe, expect, it } from 'vitest';
import { rotatedIou } from '../../geometry/index.js';
import type { OrientedBox } from '../../geometry/types.js';
import { type AnchorGrid, type AnchorRecipe, anchorBox, anchorGrid, anchorIndex } from './anchors.js';
import type { AngleVersion } from './float32-angles.js';
import { toolboxIou } from './float32-iou.js';
import { matchRotated } from './match-rotated.js';

const f = Math.fround;
const strides = [8, 16, 32, 64, 128];
const squares: AnchorRecipe = { strides, scales: [4], ratios: [1] };
const octaves: AnchorRecipe = { strides, scales: [4, 4 * 2 ** (1 / 3), 4 * 2 ** (2 / 3)], ratios: [1, 0.5, 2] };
const assigner = { positive: 0.5, lowQuality: 0 };

function box(cx: number, cy: number, w: number, h: number, theta: number): OrientedBox {
  return { cx: f(cx), cy: f(cy), w: f(w), h: f(h), theta: f(theta) };
}

function randomly(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return (state / 2 ** 32) * limit;
  };
}

/** What mmdet's assigner finds for a ground truth alone in its image, by asking the kernel about every anchor. */
function bruteForce(truth: OrientedBox, grid: AnchorGrid, version: AngleVersion | undefined) {
  let highest = 0;
  let positives = 0;
  let tied: number[] = [];
  for (const level of grid.levels) {
    for (let row = 0; row < level.rows; row++) {
      for (let column = 0; column < level.columns; column++) {
        level.shapes.forEach((shape, index) => {
          const iou = toolboxIou(truth, anchorBox(level, shape, column, row, version));
          if (iou >= 0.5) positives++;
          if (iou > highest) tied = [];
          highest = Math.max(highest, iou);
          if (iou === highest && iou > 0) tied.push(anchorIndex(level, index, column, row));
        });
      }
    }
  }
  return { highest, positives, tied };
}

const shapes: readonly (readonly [name: string, make: (upTo: (limit: number) => number) => OrientedBox])[] = [
  ['zero height', (upTo) => box(upTo(400), upTo(400), 1 + upTo(80), 0, upTo(3))],
  ['zero height on whole pixels', (upTo) => box(Math.floor(upTo(400)), Math.floor(upTo(400)), 50, 0, 0)],
  ['a point', (upTo) => box(Math.floor(upTo(400)), Math.floor(upTo(400)), 0, 0, 0)],
  ['thin', (upTo) => box(upTo(400), upTo(400), 5 + upTo(60), 0.2 + upTo(2), upTo(3))],
  ['tiny', (upTo) => box(upTo(400), upTo(400), 2 + upTo(6), 2 + upTo(6), upTo(3))],
  ['ordinary', (upTo) => box(upTo(400), upTo(400), 10 + upTo(150), 10 + upTo(90), upTo(3))],
  ['out of frame', (upTo) => box(400 + upTo(900), upTo(400), 10 + upTo(100), 10 + upTo(50), upTo(3))],
];

describe('matchRotated', () => {
  it.each(shapes)('finds what asking about every anchor finds: %s', (_, make) => {
    const upTo = randomly(5);
    for (let trial = 0; trial < 12; trial++) {
      const truth = make(upTo);
      for (const [recipe, version] of trial % 4 === 0
        ? ([[octaves, 'oc']] as const)
        : ([[squares, 'le135']] as const)) {
        const grid = anchorGrid(recipe, 416, 416);
        const match = matchRotated(truth, grid, version, assigner, true);
        const { highest, positives, tied } = bruteForce(truth, grid, version);
        expect(match.iou, JSON.stringify(truth)).toBe(highest);
        expect(match.tied.toSorted((a, b) => a - b)).toEqual(tied.toSorted((a, b) => a - b));
        expect(match.kind).toBe(highest === 0 ? 'every-anchor' : highest >= 0.5 ? 'positive' : 'forced');
        if (highest > 0) expect(match.anchors).toBe(Math.max(positives, tied.length));
      }
    }
  });

  it('names the same best anchor when it is in a hurry, for boxes that are not needles', () => {
    const upTo = randomly(9);
    const grid = anchorGrid(octaves, 416, 416);
    for (const [name, make] of shapes.slice(3, 6)) {
      for (let trial = 0; trial < 40; trial++) {
        const truth = make(upTo);
        const hasty = matchRotated(truth, grid, 'oc', assigner, false);
        const thorough = matchRotated(truth, grid, 'oc', assigner, true);
        expect(hasty.best, name).toEqual(thorough.best);
        expect(hasty.iou).toBe(thorough.iou);
      }
    }
  });

  it('takes the nearest of the anchors that tie', () => {
    const truth = box(203, 199, 2, 2, 0);
    const { best, tied } = matchRotated(truth, anchorGrid(squares, 416, 416), undefined, assigner, true);
    expect(tied.length).toBeGreaterThan(1);
    expect(best?.box).toEqual(box(200, 200, 32, 32, 0));
    expect(best?.stride).toBe(8);
  });

  it('is as good a match as exact geometry knows', () => {
    const upTo = randomly(21);
    const grid = anchorGrid(squares, 416, 416);
    for (let trial = 0; trial < 200; trial++) {
      const truth = box(upTo(400), upTo(400), 3 + upTo(150), 3 + upTo(90), upTo(3));
      const { best, iou } = matchRotated(truth, grid, undefined, assigner, false);
      expect(rotatedIou(truth, (best as NonNullable<typeof best>).box)).toBeCloseTo(iou, 4);
    }
  });
});

describe('degenerate ground truths at 800 px (R8b)', () => {
  const grid = anchorGrid(squares, 800, 800);

  it.each([
    // Size, highest IoU, number of anchors that share it.
    [50, 0, 3.1e-5, 1, 6],
    [0, 0, 9.8e-10, 1, 4],
    [1, 1, 9.8e-4, 3, 16],
    [2, 2, 3.9e-3, 3, 16],
    [4, 4, 1.56e-2, 2, 16],
  ])('%d × %d px: IoU %d with %d to %d anchors', (w, h, iou, fewest, most) => {
    const ties: number[] = [];
    for (const [x, y] of [
      [400, 400],
      [403, 401],
      [401, 397.5],
      [333.3, 250.7],
      [398, 399],
    ]) {
      const match = matchRotated(box(x, y, w, h, 0), grid, undefined, assigner, true);
      expect(match.kind).toBe('forced');
      expect(match.iou / iou).toBeGreaterThan(0.95);
      expect(match.iou / iou).toBeLessThan(1.05);
      ties.push(match.anchors);
    }
    expect(Math.min(...ties)).toBeGreaterThanOrEqual(fewest);
    expect(Math.max(...ties)).toBeLessThanOrEqual(most);
  });

  it('reaches 0.067 with a 2 × 40 px box at an angle', () => {
    const best = [0.3, 0.5, 0.7, 0.9].map((theta) =>
      matchRotated(box(400, 400, 40, 2, theta), grid, undefined, assigner, true),
    );
    expect(Math.max(...best.map(({ iou }) => iou))).toBeGreaterThan(0.06);
    expect(Math.max(...best.map(({ iou }) => iou))).toBeLessThan(0.08);
  });

  it('always forces an anchor inside the frame, never every one', () => {
    const upTo = randomly(2);
    for (let trial = 0; trial < 300; trial++) {
      const truth = box(upTo(800), upTo(800), upTo(100), 0, upTo(3));
      expect(matchRotated(truth, grid, 'le135', assigner, false).kind).toBe('forced');
    }
  });
});

describe('ground truths that are not finite', () => {
  const grid = anchorGrid(squares, 800, 800);

  it('take every anchor with a centre of NaN: the IoU is 0 with all (AS1)', () => {
    const match = matchRotated({ cx: Number.NaN, cy: 5, w: 0, h: 0, theta: 0 }, grid, 'le135', assigner, true);
    expect(match).toMatchObject({ kind: 'every-anchor', iou: 0, anchors: 13_343 });
  });

  it('have every anchor ignored with a side of NaN (I3)', () => {
    const match = matchRotated({ cx: 5, cy: 5, w: Number.NaN, h: 3, theta: 0 }, grid, 'le135', assigner, true);
    expect(match).toMatchObject({ kind: 'ignored', anchors: 0, best: undefined });
  });
});
