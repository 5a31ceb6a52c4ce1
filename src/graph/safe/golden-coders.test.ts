import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../foundation/package-root.js';
import { centreTarget } from './centre-target.js';
import { decodeCentre } from './decode-centre.js';
import { decodeSides } from './decode-sides.js';
import { logRatioTarget } from './log-ratio-target.js';
import { midpointRectangle } from './midpoint-rectangle.js';
import { transposed, valuesOf } from './testing.js';

const file = join(packageRoot, '../shared/goldens/vectors/golden_mmrotate034_box_coders.json');
const present = existsSync(file);

type Rows = readonly (readonly number[])[];

interface GoldenCase {
  readonly op: 'encode' | 'decode';
  readonly cfg: {
    readonly coder: string;
    readonly angle_range: string;
    readonly proj_xy: boolean;
    readonly edge_swap: boolean;
    readonly stds: readonly number[];
  };
  readonly note?: string;
  readonly proposals: Rows;
  readonly gt: Rows;
  readonly rois: Rows;
  readonly deltas: Rows;
  readonly expected: Rows;
}

const cases: readonly GoldenCase[] = present ? JSON.parse(readFileSync(file, 'utf8')).cases : [];

function expectNear(actual: readonly number[], expected: readonly number[]): void {
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(2e-4 + 2e-4 * Math.abs(expected[i]));
  });
}

describe.skipIf(!present)('box coders of MMRotate 0.3.4 (needs ../shared/goldens)', () => {
  it('encodes centres and sides as DeltaXYWHAOBBoxCoder does, and finitely where it does not', () => {
    const encodings = cases.filter(
      ({ op, cfg }) => op === 'encode' && cfg.coder === 'DeltaXYWHAOBBoxCoder' && !cfg.proj_xy && !cfg.edge_swap,
    );
    expect(new Set(encodings.map(({ note }) => note)).size).toBeGreaterThan(1);
    for (const golden of encodings) {
      // Rows that are not numbers never pass the input gate (S0).
      const rows = golden.gt.flatMap((box, i) => (box.every(Number.isFinite) ? [i] : []));
      const [px, py, pw, ph] = transposed(rows.map((i) => golden.proposals[i]));
      const [gx, gy, gw, gh] = transposed(rows.map((i) => golden.gt[i]));
      const offset = (a: number[], b: number[]) => a.map((x, i) => x - b[i]);
      const targets = transposed([
        valuesOf((d, s) => centreTarget(d, s), offset(gx, px), pw),
        valuesOf((d, s) => centreTarget(d, s), offset(gy, py), ph),
        valuesOf((g, p) => logRatioTarget(g, p), gw, pw),
        valuesOf((g, p) => logRatioTarget(g, p), gh, ph),
      ]);
      for (const target of targets.flat()) expect(Number.isFinite(target)).toBe(true);
      if (golden.note !== undefined) continue;
      rows.forEach((row, i) => {
        expectNear(
          targets[i].map((target, part) => target / golden.cfg.stds[part]),
          golden.expected[row].slice(0, 4),
        );
      });
    }
  });

  it('decodes midpoint offsets as MidpointOffsetCoder does', () => {
    const decodings = cases.filter(
      ({ op, cfg }) => op === 'decode' && cfg.coder === 'MidpointOffsetCoder' && cfg.angle_range === 'le90',
    );
    expect(decodings.length).toBeGreaterThan(0);
    for (const { rois, deltas, expected } of decodings) {
      const [x1, y1, x2, y2] = transposed(rois);
      const [dx, dy, dw, dh, da, db] = transposed(deltas);
      const [pw, ph] = [x2.map((x, i) => x - x1[i]), y2.map((y, i) => y - y1[i])];
      const w = valuesOf((d, p) => decodeSides(d, p), dw, pw);
      const h = valuesOf((d, p) => decodeSides(d, p), dh, ph);
      const rows = transposed([
        valuesOf(
          decodeCentre,
          dx,
          x1.map((x, i) => (x + x2[i]) / 2),
          pw,
        ),
        valuesOf(
          decodeCentre,
          dy,
          y1.map((y, i) => (y + y2[i]) / 2),
          ph,
        ),
        ...(['w', 'h', 'theta'] as const).map((part) =>
          valuesOf((a, b, c, d) => midpointRectangle(a, b, c, d)[part], w, h, da, db),
        ),
      ]);
      rows.forEach((row, i) => {
        expectNear(row, expected[i]);
      });
    }
  });
});
