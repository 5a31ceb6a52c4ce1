import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { OrientedBox } from '../../geometry/types.js';
import { type AnchorGrid, anchorBox, anchorCorners, anchorGrid, anchorIndex } from './anchors.js';
import { hullOfBox } from './coders.js';
import { type Detector, detectors } from './detectors.js';
import { toolboxIou } from './float32-iou.js';
import { minAreaRectFloat32 } from './float32-rectangle.js';
import { boxOf034, loadEdges034 } from './loaded-box.js';
import { matchHorizontal } from './match-horizontal.js';
import { comparedBox, matchDense } from './outcome.js';
import { trainingImage } from './training-image.js';

/** What MMRotate 0.3.4's assigner counted in the first stage for each image of two, and the boxes it was given. */
interface Golden {
  readonly size: number;
  readonly polygons: readonly (readonly (readonly number[])[])[];
  readonly boxes: readonly (readonly (readonly [number, number, number, number, number])[])[];
  readonly assign: readonly { readonly positive: number; readonly per_gt: readonly number[] }[];
}

const goldens = '../shared/goldens';
const assigned = [
  ['s2anet', 's2anet_r18_256'],
  ['r3det', 'r3det_r18_256'],
  ['oriented-rcnn', 'oriented_rcnn_r18_256'],
] as const;

function older(name: Detector['name']): Detector {
  return detectors.find((candidate) => candidate.toolbox === 'mmrotate-0.3.4' && candidate.name === name) as Detector;
}

/** Shared image: each positive anchor goes to its best ground truth, then each ground truth takes its best anchors. */
function assign(
  truths: readonly OrientedBox[],
  ious: readonly (readonly number[])[],
  threshold: number,
  best: readonly (readonly number[])[],
): number[] {
  const owner = ious[0].map((_, anchor) => {
    const column = truths.map((_, truth) => ious[truth][anchor]);
    const highest = Math.max(...column);
    return highest >= threshold ? column.indexOf(highest) : -1;
  });
  best.forEach((anchors, truth) => {
    for (const anchor of anchors) owner[anchor] = truth;
  });
  return truths.map((_, truth) => owner.filter((own) => own === truth).length);
}

function iousOf(
  grid: AnchorGrid,
  iou: (index: number, box: OrientedBox, corners: readonly number[]) => number,
): number[] {
  const ious: number[] = new Array(grid.count).fill(0);
  for (const level of grid.levels) {
    for (let row = 0; row < level.rows; row++) {
      for (let column = 0; column < level.columns; column++) {
        level.shapes.forEach((shape, kind) => {
          const index = anchorIndex(level, kind, column, row);
          const corners = anchorCorners(level, shape, column, row);
          ious[index] = iou(index, anchorBox(level, shape, column, row, undefined), corners);
        });
      }
    }
  }
  return ious;
}

function horizontalIou(a: readonly number[], b: readonly number[]): number {
  const w = Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]));
  const h = Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
  const area = ([x1, y1, x2, y2]: readonly number[]): number => (x2 - x1) * (y2 - y1);
  return (w * h) / (area(a) + area(b) - w * h);
}

describe.skipIf(!existsSync(goldens))(`first stages beside MMRotate 0.3.4 (skipped without ${goldens})`, () => {
  const read = (file: string): Golden => JSON.parse(readFileSync(`${goldens}/${file}.json`, 'utf8')) as Golden;

  it.each(assigned)('%s hands the same number of anchors to every ground truth', (name, file) => {
    const golden = read(file);
    const detector = older(name);
    const frame = trainingImage(
      { width: golden.size, height: golden.size },
      { width: golden.size, height: golden.size },
    );
    golden.boxes.forEach((boxes, image) => {
      const truths = boxes.map(([cx, cy, w, h, theta]) => ({ cx, cy, w, h, theta }));
      let counts: number[];
      if (detector.dense !== undefined) {
        const { dense } = detector;
        const grid = anchorGrid(dense.anchors, frame.paddedWidth, frame.paddedHeight);
        const ious = truths.map((truth) =>
          iousOf(grid, (_, anchor) => toolboxIou(comparedBox(detector, dense, truth), anchor)),
        );
        const best = truths.map((truth) => matchDense(detector, dense, truth, frame, true).tied);
        counts = assign(truths, ious, dense.assigner.positive, best);
      } else {
        const { anchors, assigner } = detector.twoStage as NonNullable<Detector['twoStage']>;
        const grid = anchorGrid(anchors, frame.paddedWidth, frame.paddedHeight);
        const isInside = ([x1, y1, x2, y2]: readonly number[]): boolean =>
          x1 >= 0 && y1 >= 0 && x2 < golden.size && y2 < golden.size;
        const ious = truths.map((truth) =>
          iousOf(grid, (_, __, corners) => (isInside(corners) ? horizontalIou(hullOfBox(truth), corners) : 0)),
        );
        const matches = truths.map((truth) =>
          matchHorizontal(hullOfBox(truth), grid, golden.size, golden.size, assigner),
        );
        counts = assign(
          truths,
          ious,
          assigner.positive,
          matches.map(({ kind, tied }) => (kind === 'none' ? [] : tied)),
        );
      }
      expect(counts).toEqual(golden.assign[image].per_gt);
      expect(counts.reduce((sum, count) => sum + count)).toBe(golden.assign[image].positive);
    });
  });

  it.each(assigned)('%s is given the box that its loader makes of the corners', (name, file) => {
    const { angleVersion } = older(name);
    const { polygons, boxes } = read(file);
    polygons.flat().forEach((corners, i) => {
      const loaded =
        angleVersion === 'le135' ? loadEdges034(corners) : boxOf034(minAreaRectFloat32(corners), angleVersion);
      expect(loaded.kind).toBe('box');
      if (loaded.kind !== 'box') return;
      const { cx, cy, w, h, theta } = loaded.box;
      [cx, cy, w, h, theta].forEach((value, part) => {
        expect(value, `${name} box ${i} part ${part}`).toBeCloseTo(boxes.flat()[i][part], 3);
      });
    });
  });
});
