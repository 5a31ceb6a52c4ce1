import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { OrientedBox } from '../../geometry/types.js';
import {
  cornersOfBox,
  type DeltaCoder,
  decodableLogarithm,
  encodeDelta,
  encodeMidpointOffset,
  hullOfBox,
} from './coders.js';
import type { AngleVersion } from './float32-angles.js';

const vectors = '../shared/goldens/vectors/golden_mmrotate034_box_coders.json';

interface GoldenCase {
  readonly op: string;
  readonly cfg: {
    readonly coder: string;
    readonly angle_range: AngleVersion;
    readonly norm_factor: number | null;
    readonly edge_swap: boolean;
    readonly proj_xy: boolean;
    readonly means: readonly number[];
    readonly stds: readonly number[];
  };
  readonly proposals: readonly (readonly unknown[])[];
  readonly gt: readonly (readonly unknown[])[];
  readonly expected: readonly (readonly unknown[])[];
}

/** JSON has no word for what is not finite. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return value === 'nan' ? Number.NaN : value === 'inf' ? Infinity : -Infinity;
}

function box(values: readonly unknown[]): OrientedBox {
  const [cx, cy, w, h, theta] = values.map((value) => Math.fround(numberOf(value)));
  return { cx, cy, w, h, theta };
}

function expectRow(actual: readonly number[], expected: readonly unknown[], note: string): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    const wanted = numberOf(value);
    if (!Number.isFinite(wanted)) expect(actual[i], `${note} part ${i}`).toBe(wanted);
    else expect(Math.abs(actual[i] - wanted), `${note} part ${i}`).toBeLessThan(2e-4 * (1 + Math.abs(wanted)));
  });
}

describe.skipIf(!existsSync(vectors))(`encoders beside MMRotate 0.3.4 (skipped without ${vectors})`, () => {
  const { cases } = JSON.parse(readFileSync(vectors, 'utf8')) as { cases: readonly GoldenCase[] };

  it('gives its delta targets, -inf and NaN included', () => {
    const encodings = cases.filter(({ op, cfg }) => op === 'encode' && cfg.coder === 'DeltaXYWHAOBBoxCoder');
    expect(encodings.length).toBeGreaterThan(60);
    let notFinite = 0;
    encodings.forEach(({ cfg, proposals, gt, expected }, n) => {
      const coder: DeltaCoder = {
        angleVersion: cfg.angle_range,
        edgeSwap: cfg.edge_swap,
        projectShift: cfg.proj_xy,
        stds: cfg.stds as unknown as DeltaCoder['stds'],
        ...(cfg.norm_factor !== null && { normFactor: cfg.norm_factor }),
      };
      proposals.forEach((proposal, i) => {
        const target = encodeDelta(box(proposal), box(gt[i]), coder);
        if (!target.every(Number.isFinite)) notFinite++;
        expectRow(target, expected[i], `case ${n} row ${i}`);
      });
    });
    expect(notFinite).toBeGreaterThan(10);
  });

  it('gives its midpoint-offset targets', () => {
    const encodings = cases.filter(({ op, cfg }) => op === 'encode' && cfg.coder === 'MidpointOffsetCoder');
    expect(encodings.length).toBeGreaterThan(3);
    encodings.forEach(({ proposals, gt, expected }, n) => {
      proposals.forEach((proposal, i) => {
        const anchor = proposal.map((value) => Math.fround(numberOf(value)));
        const target = encodeMidpointOffset(anchor as unknown as [number, number, number, number], box(gt[i]));
        expectRow(target, expected[i], `case ${n} row ${i}`);
      });
    });
  });
});

const plain: DeltaCoder = { angleVersion: 'le90', edgeSwap: false, projectShift: false, stds: [1, 1, 1, 1, 1] };

function square(side: number): OrientedBox {
  return { cx: 0, cy: 0, w: side, h: side, theta: 0 };
}

describe('encodeDelta', () => {
  it.each([
    // The catalogue's table of ln(side / anchor), section 3.3.
    [16, 32, -0.69],
    [2, 32, -2.77],
    [2, 512, -5.55],
    [0.512, 32, -4.135],
    [0.1, 64, -6.46],
    [0.01, 32, -8.07],
    [1e-3, 32, -10.37],
    [1e-7, 512, -22.36],
    [0, 32, Number.NEGATIVE_INFINITY],
  ])('a side of %d px seen from %d px is %d', (side, anchor, expected) => {
    const [, , dw, dh] = encodeDelta(square(anchor), square(side), plain);
    expect(dw).toBe(dh);
    if (Number.isFinite(expected)) expect(dw).toBeCloseTo(expected, 2);
    else expect(dw).toBe(expected);
  });

  it('sees 0.512 px from 32 px at the limit of what decodes', () => {
    const [, , dw] = encodeDelta(square(32), square(0.512), plain);
    expect(dw).toBeCloseTo(-decodableLogarithm, 3);
  });

  it('gives NaN for a side of 0 that is its own prior (C2)', () => {
    const flat = { cx: 10, cy: 20, w: 50, h: 0, theta: 0 };
    const coder: DeltaCoder = { ...plain, edgeSwap: true, projectShift: true, stds: [0.1, 0.1, 0.2, 0.2, 0.1] };
    expect(encodeDelta(flat, flat, coder)).toEqual([0, Number.NaN, 0, Number.NaN, 0]);
  });
});

describe('encodeMidpointOffset', () => {
  it('has no finite target for bounds without height (C11)', () => {
    const target = encodeMidpointOffset([0, 0, 32, 32], { cx: 16, cy: 16, w: 20, h: 0, theta: 0 });
    expect(target[3]).toBe(Number.NEGATIVE_INFINITY);
    expect(target[5]).toBeNaN();
  });

  it('misjudges corners beyond the sentinel of -1000 (C12)', () => {
    const inside = encodeMidpointOffset([0, 0, 32, 32], { cx: 16, cy: 16, w: 20, h: 10, theta: 0.5 });
    expect(inside.slice(4).every((part) => Math.abs(part) <= 1)).toBe(true);
    const beyond = encodeMidpointOffset([0, 0, 32, 32], { cx: -1500, cy: 16, w: 20, h: 10, theta: 0.5 });
    expect(Math.abs(beyond[4])).toBeGreaterThan(10);
  });
});

describe('corners and bounds', () => {
  it('agree with each other', () => {
    const turned = { cx: 100, cy: 50, w: 40, h: 10, theta: Math.fround(0.6) };
    const corners = cornersOfBox(turned);
    const xs = corners.filter((_, i) => i % 2 === 0);
    const ys = corners.filter((_, i) => i % 2 === 1);
    const [x1, y1, x2, y2] = hullOfBox(turned);
    expect(Math.min(...xs)).toBeCloseTo(x1, 4);
    expect(Math.max(...xs)).toBeCloseTo(x2, 4);
    expect(Math.min(...ys)).toBeCloseTo(y1, 4);
    expect(Math.max(...ys)).toBeCloseTo(y2, 4);
  });
});
