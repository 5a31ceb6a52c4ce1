import { describe, expect, it } from 'vitest';
import { anchorBox, anchorGrid, anchorIndex, countInside, kindsBySimilarArea } from './anchors.js';
import { type Detector, detectors } from './detectors.js';

function recipeOf(name: Detector['name']) {
  const detector = detectors.find((candidate) => candidate.name === name) as Detector;
  return (detector.dense ?? (detector.twoStage as NonNullable<Detector['twoStage']>)).anchors;
}

describe('anchorGrid', () => {
  it('has the 13,343 anchors of S2ANet at 800 px (R8b), and nine times as many for R3Det', () => {
    expect(anchorGrid(recipeOf('s2anet'), 800, 800).count).toBe(13_343);
    expect(anchorGrid(recipeOf('r3det'), 800, 800).count).toBe(9 * 13_343);
  });

  it('has the priors that MMRotate 0.3.4 counts at 256 px, of which the proposal stage takes those inside', () => {
    expect(anchorGrid(recipeOf('s2anet'), 256, 256).count).toBe(1_364);
    expect(anchorGrid(recipeOf('r3det'), 256, 256).count).toBe(12_276);
    const proposals = anchorGrid(recipeOf('oriented-rcnn'), 256, 256);
    expect(countInside(proposals, 256, 256)).toBe(11_274);
  });

  it('numbers anchors by level, row, column and shape without a gap', () => {
    const grid = anchorGrid(recipeOf('r3det'), 96, 64);
    const indexes = grid.levels.flatMap((level) =>
      Array.from({ length: level.rows }, (_, row) =>
        Array.from({ length: level.columns }, (_, column) =>
          level.shapes.map((_, shape) => anchorIndex(level, shape, column, row)),
        ),
      ).flat(2),
    );
    expect(indexes).toEqual(Array.from({ length: grid.count }, (_, i) => i));
  });

  it('makes anchors of four strides, at the ratios asked for', () => {
    const [level] = anchorGrid(recipeOf('r3det'), 800, 800).levels;
    const areas = level.shapes.map(({ w, h }) => w * h);
    expect(level.shapes).toHaveLength(9);
    expect(Math.min(...areas)).toBeCloseTo(32 ** 2, 2);
    expect(Math.max(...areas)).toBeCloseTo((32 * 2 ** (2 / 3)) ** 2, 2);
    expect(new Set(level.shapes.map(({ w, h }) => Math.round((100 * h) / w)))).toEqual(new Set([50, 100, 200]));
  });
});

describe('anchorBox', () => {
  it('stands round multiples of the stride, upright in 0.3.4 and turned into the angle range in 1.x', () => {
    const [level] = anchorGrid(recipeOf('s2anet'), 800, 800).levels;
    const [shape] = level.shapes;
    expect(anchorBox(level, shape, 3, 5, undefined)).toEqual({ cx: 24, cy: 40, w: 32, h: 32, theta: 0 });
    expect(anchorBox(level, shape, 3, 5, 'le135').theta).toBeCloseTo(Math.PI / 2, 6);
    expect(anchorBox(level, shape, 3, 5, 'oc').theta).toBeCloseTo(-Math.PI / 2, 6);
  });
});

describe('kindsBySimilarArea', () => {
  it.each([1e-6, 1_000, 20_000, 1e9])('goes from the nearest area to %d px² to the farthest', (area) => {
    const grid = anchorGrid(recipeOf('r3det'), 800, 800);
    const ratios = kindsBySimilarArea(grid, area).map((kind) => Math.min(area, kind.area) / Math.max(area, kind.area));
    expect(ratios).toHaveLength(45);
    expect(ratios.every((ratio, i) => i === 0 || ratio <= ratios[i - 1])).toBe(true);
  });
});
