import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type OrientedBox,
  pointsInBox,
  pointsInPolygon,
  type Quad,
  quadIof,
  quadIou,
  quadNms,
  rotatedIof,
  rotatedIou,
  rotatedIouMatrix,
  rotatedNms,
} from './index.js';

// Values of MMRotate, mmcv and detectron2, and exact ones; absent from a plain checkout, where these tests skip.
const vectors = new URL('../../../shared/goldens/vectors/', import.meta.url);
const missing = !existsSync(vectors);
const why = missing ? ' (skipped: no ../shared/goldens)' : '';

type Row = readonly number[];

interface Case {
  readonly op?: string;
  readonly source?: string;
  readonly mode?: 'iou' | 'iof';
  readonly aligned?: boolean;
  readonly clockwise?: boolean;
  readonly class_agnostic?: boolean;
  readonly boxes1?: readonly Row[];
  readonly boxes2?: readonly Row[];
  readonly quads1?: readonly Row[];
  readonly quads2?: readonly Row[];
  readonly box1?: Row;
  readonly box2?: Row;
  readonly truth_iou?: number;
  readonly boxes?: readonly Row[];
  readonly scores?: Row;
  readonly labels?: Row;
  readonly iou_threshold?: number;
  readonly expected_keep?: Row;
  readonly points?: readonly Row[];
  readonly pointsets?: readonly Row[];
  readonly polygons?: readonly Row[];
  readonly expected?: unknown;
  readonly input?: Row;
  readonly args?: { readonly points: readonly Row[] };
}

function cases(name: string, op?: string): readonly Required<Case>[] {
  if (missing) return [];
  const all = (JSON.parse(readFileSync(new URL(`${name}.json`, vectors), 'utf8')) as { cases: Required<Case>[] }).cases;
  const found = op === undefined ? all : all.filter((entry) => entry.op === op);
  if (found.length === 0) throw new Error(`${name} has no ${op}`);
  return found;
}

function box([cx, cy, w, h, theta]: Row, clockwise = true): OrientedBox {
  return { cx, cy, w, h, theta: clockwise ? theta : -theta };
}

/** detectron2: degrees, counter-clockwise. */
function fromDegrees([cx, cy, w, h, degrees]: Row): OrientedBox {
  return { cx, cy, w, h, theta: (-degrees * Math.PI) / 180 };
}

const quad = (row: Row): Quad => row as unknown as Quad;

describe.skipIf(missing)(`exact IoU${why}`, () => {
  it('of the adversarial cases agrees to 1e-6, where float32 kernels say −1.2e7 or 9.9e6', () => {
    const all = cases('adversarial_iou');
    expect(all).toHaveLength(72);
    for (const { source, box1, box2, truth_iou } of all) {
      expect(Math.abs(rotatedIou(box(box1), box(box2)) - truth_iou), source).toBeLessThan(1e-12);
      expect(rotatedIou(box(box2), box(box1))).toBe(rotatedIou(box(box1), box(box2)));
    }
  });

  it('of the random matrices agrees to 1e-9', () => {
    for (const { boxes1, boxes2, mode, expected } of cases('golden_iou_random')) {
      const matrix = rotatedIouMatrix(
        boxes1.map((row) => box(row)),
        boxes2.map((row) => box(row)),
        mode,
      );
      const truth = (expected as number[][]).flat(); // printed with nine decimals
      for (const [k, value] of truth.entries()) expect(Math.abs(matrix[k] - value)).toBeLessThan(1e-9);
    }
  });
});

describe.skipIf(missing)(`IoU of mmcv${why}`, () => {
  it('box_iou_rotated, both directions of rotation, iou and iof, matrix and pairs', () => {
    const all = cases('mmcv_ops', 'box_iou_rotated');
    expect(all).toHaveLength(8);
    for (const { boxes1, boxes2, mode, clockwise, aligned, expected } of all) {
      const single = mode === 'iou' ? rotatedIou : rotatedIof;
      const [a, b] = [boxes1, boxes2].map((rows) => rows.map((row) => box(row, clockwise)));
      const computed = aligned ? a.map((one, i) => single(one, b[i])) : rotatedIouMatrix(a, b, mode);
      const wanted = (expected as number[]).flat();
      for (const [k, value] of wanted.entries()) expect(computed[k]).toBeCloseTo(value, 4);
    }
  });

  it('box_iou_quadri, but for one pair that its kernel gets wrong', () => {
    for (const { quads1, quads2, mode, aligned, expected } of cases('mmcv_ops', 'box_iou_quadri')) {
      const single = mode === 'iou' ? quadIou : quadIof;
      for (const [i, a] of quads1.entries()) {
        for (const [j, b] of quads2.entries()) {
          if (aligned && i !== j) continue;
          const value = single(quad(a), quad(b));
          if (i === 0 && j === 1) {
            // Two different quads of 6 px² that share 5.25 px² (exact clipping by hand); the kernel says 1.
            expect(value).toBeCloseTo(mode === 'iou' ? 7 / 9 : 7 / 8, 14);
          } else {
            expect(value).toBeCloseTo(aligned ? (expected as number[])[i] : (expected as number[][])[i][j], 4);
          }
        }
      }
    }
  });

  it('convex_iou of hulls of nine points', () => {
    for (const { pointsets, polygons, expected } of cases('mmcv_ops', 'convex_iou')) {
      for (const [i, points] of pointsets.entries()) {
        for (const [j, polygon] of polygons.entries()) {
          expect(quadIou(points, polygon)).toBeCloseTo((expected as number[][])[i][j], 3);
        }
      }
    }
  });

  it('diff_iou_rotated_2d', () => {
    for (const entry of cases('mmcv_ops', 'diff_iou_rotated_2d')) {
      const [a, b] = [entry.boxes1, entry.boxes2] as unknown as Row[][][];
      for (const [i, value] of (entry.expected as number[][])[0].entries()) {
        expect(rotatedIou(box(a[0][i]), box(b[0][i]))).toBeCloseTo(value, 4);
      }
    }
  });
});

describe.skipIf(missing)(`IoU of detectron2 (degrees, counter-clockwise)${why}`, () => {
  it('pairwise_iou_rotated', () => {
    let compared = 0;
    for (const { boxes1, boxes2, expected } of cases('detectron2_rotated', 'pairwise_iou_rotated')) {
      if (boxes1 === undefined) continue; // the generated case, below
      const matrix = rotatedIouMatrix(boxes1.map(fromDegrees), boxes2.map(fromDegrees));
      if (typeof expected === 'string') {
        expect(matrix[0]).toBe(0); // «>= 0»: a box 1e18 px away
        continue;
      }
      // The peer's tolerance, which lets its boxes that differ in the eighth digit count as equal.
      for (const [k, value] of (expected as number[][]).flat().entries()) {
        expect(Math.abs(matrix[k] - value)).toBeLessThanOrEqual(1e-5 * Math.abs(value) + 1e-8);
        compared++;
      }
    }
    expect(compared).toBe(22);
  });

  it('a hundred boxes on the diagonal against two hundred', () => {
    const a = Array.from({ length: 100 }, (_, i) => box([5 + 20 * i, 5 + 20 * i, 10, 10, 0]));
    const b = Array.from({ length: 200 }, (_, i) => box([5 + 20 * i, 5 + 20 * i, 10, 1 + (9 * i) / 200, 0]));
    const matrix = rotatedIouMatrix(a, b);
    for (let i = 0; i < 100; i++) {
      for (let j = 0; j < 200; j++) {
        expect(matrix[200 * i + j]).toBeCloseTo(i === j ? (1 + (9 * i) / 200) / 10 : 0, 14);
      }
    }
  });

  it.each([0, 90, 180])('NMS of boxes turned by %i° is that of horizontal boxes', (degrees) => {
    const boxes = Array.from({ length: 400 }, (_, i) => [(i * 73) % 211, (i * 97) % 199, 20 + (i % 37), 15 + (i % 23)]);
    const scores = boxes.map((_, i) => ((i * 7919) % 1009) / 1009);
    const lengthwise = degrees === 90;
    const turned = boxes.map(([x, y, w, h]) => fromDegrees([x, y, lengthwise ? h : w, lengthwise ? w : h, degrees]));
    for (const threshold of [0.2, 0.5, 0.8]) {
      const kept = rotatedNms(turned, scores, threshold);
      const horizontal = horizontalNms(boxes, scores, threshold);
      expect(kept).toEqual(horizontal);
    }
  });
});

/** Textbook NMS over all pairs. */
function horizontalNms(boxes: readonly Row[], scores: Row, threshold: number): number[] {
  const order = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
  const kept: number[] = [];
  for (const i of order) {
    const covered = kept.some((k) => {
      const side = (axis: number) => {
        const low = Math.max(boxes[i][axis] - boxes[i][axis + 2] / 2, boxes[k][axis] - boxes[k][axis + 2] / 2);
        return Math.max(
          0,
          Math.min(boxes[i][axis] + boxes[i][axis + 2] / 2, boxes[k][axis] + boxes[k][axis + 2] / 2) - low,
        );
      };
      const shared = side(0) * side(1);
      return shared / (boxes[i][2] * boxes[i][3] + boxes[k][2] * boxes[k][3] - shared) > threshold;
    });
    if (!covered) kept.push(i);
  }
  return kept;
}

describe.skipIf(missing)(`NMS${why}`, () => {
  it('keeps what MMRotate keeps', () => {
    const all = cases('golden_nms_rotated');
    expect(all).toHaveLength(4);
    for (const { boxes, scores, iou_threshold, expected_keep } of all) {
      expect(
        rotatedNms(
          boxes.map((row) => box(row)),
          scores,
          iou_threshold,
        ),
      ).toEqual(expected_keep);
    }
  });

  it.each(['rotated', 'quadri'])('keeps what mmcv keeps: %s, with labels and without', (kind) => {
    const run = ({ boxes, scores, iou_threshold }: Required<Case>, labels?: Row): number[] =>
      kind === 'rotated'
        ? rotatedNms(
            boxes.map((row) => box(row)),
            scores,
            iou_threshold,
            labels,
          )
        : quadNms(boxes.map(quad), scores, iou_threshold, labels);
    const plain = cases('mmcv_ops', `nms_${kind}`);
    const batched = cases('mmcv_ops', `batched_nms_${kind}`);
    expect([plain.length, batched.length]).toEqual([1, 2]);
    for (const entry of plain) expect(run(entry)).toEqual(entry.expected_keep);
    for (const entry of batched) {
      expect(run(entry, entry.class_agnostic ? undefined : entry.labels)).toEqual(entry.expected_keep);
    }
    // `ml_nms_*` expects the result without labels although it passes some: the peer's CPU kernel never reads them.
    for (const entry of cases('mmcv_ops', `ml_nms_${kind}`)) expect(run(entry)).toEqual(entry.expected_keep);
  });
});

describe.skipIf(missing)(`points inside${why}`, () => {
  it('points_in_polygons of mmcv, corners and edges outside', () => {
    for (const { points, polygons, expected } of cases('mmcv_ops', 'points_in_polygons')) {
      for (const [j, polygon] of polygons.entries()) {
        expect([...pointsInPolygon(points.flat(), polygon)]).toEqual((expected as number[][]).map((row) => row[j]));
      }
    }
  });

  it('find_inside_points of MMRotate 1.x', () => {
    for (const { input, args, expected } of cases('mmrotate_1x_tests', 'rbox find_inside_points')) {
      expect([...pointsInBox(args.points.flat(), box(input))].map(Boolean)).toEqual(expected);
    }
  });
});
