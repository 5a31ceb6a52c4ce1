import { describe, expect, it } from 'vitest';
import { quadIof, quadIou } from './quad-overlap.js';
import { rotatedIof, rotatedIou } from './rotated-overlaps.js';
import type { OrientedBox, Points, Quad } from './types.js';

/** Xorshift32: uniform in [0, 1). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const oddNumbers = [0, -0, 1, -1, Number.NaN, Infinity, -Infinity, 5e-324, 1e-80, 1e-7, 1e7, 1e18, 1e80, 1.7e308];

/** Boxes of every kind: ordinary, needles, copies nudged by rounding, and values that no box should have. */
function randomPair(random: () => number, run: number): [OrientedBox, OrientedBox] {
  const scale = 10 ** (14 * random() - 7);
  const ordinary = (): OrientedBox => ({
    cx: (random() - 0.5) * scale,
    cy: (random() - 0.5) * scale,
    w: random() * scale,
    h: random() * scale * (run % 3 === 0 ? 10 ** (-11 * random()) : 1),
    theta: run % 5 === 0 ? Math.round(8 * random() - 4) * (Math.PI / 4) : 20 * random() - 10,
  });
  const a = ordinary();
  if (run % 4 === 1) return [a, nudged(a, random)];
  const b = ordinary();
  if (run % 4 === 2) return [odd(a, random), random() < 0.5 ? b : odd(b, random)];
  return [a, b];
}

/** The same box in another form, or one that differs in the last digits. */
function nudged(box: OrientedBox, random: () => number): OrientedBox {
  const nudge = (value: number) => value * (1 + (random() - 0.5) * 10 ** (-17 + 16 * random()));
  if (random() < 0.3) return { ...box, theta: box.theta + Math.PI };
  if (random() < 0.3) return { ...box, w: box.h, h: box.w, theta: box.theta + Math.PI / 2 };
  return { cx: nudge(box.cx), cy: nudge(box.cy), w: nudge(box.w), h: nudge(box.h), theta: nudge(box.theta) };
}

function odd(box: OrientedBox, random: () => number): OrientedBox {
  const fields = ['cx', 'cy', 'w', 'h', 'theta'] as const;
  const value = oddNumbers[Math.floor(random() * oddNumbers.length)];
  return { ...box, [fields[Math.floor(random() * 5)]]: value };
}

function isOverlap(value: number): boolean {
  return value >= 0 && value <= 1; // false for NaN
}

/** Exact number n / d. */
type Rational = readonly [bigint, bigint];
const minus = (a: Rational, b: Rational): Rational => reduced(a[0] * b[1] - b[0] * a[1], a[1] * b[1]);
const plus = (a: Rational, b: Rational): Rational => reduced(a[0] * b[1] + b[0] * a[1], a[1] * b[1]);
const times = (a: Rational, b: Rational): Rational => reduced(a[0] * b[0], a[1] * b[1]);
const over = (a: Rational, b: Rational): Rational => reduced(a[0] * b[1], a[1] * b[0]);

function reduced(n: bigint, d: bigint): Rational {
  let [a, b] = [n < 0n ? -n : n, d < 0n ? -d : d];
  while (b > 0n) [a, b] = [b, a % b];
  return a === 0n ? [0n, 1n] : [(d < 0n ? -n : n) / a, (d < 0n ? -d : d) / a];
}

type ExactPoint = readonly [Rational, Rational];

function exactPoints(points: Points): ExactPoint[] {
  return Array.from({ length: points.length / 2 }, (_, i) => [
    [BigInt(points[2 * i]), 1n],
    [BigInt(points[2 * i + 1]), 1n],
  ]);
}

function exactTurn(a: ExactPoint, b: ExactPoint, c: ExactPoint): Rational {
  return minus(times(minus(b[0], a[0]), minus(c[1], a[1])), times(minus(b[1], a[1]), minus(c[0], a[0])));
}

function exactArea(points: readonly ExactPoint[]): Rational {
  let twice: Rational = [0n, 1n];
  for (let i = 1; i + 1 < points.length; i++) twice = plus(twice, exactTurn(points[0], points[i], points[i + 1]));
  return over(twice, [2n, 1n]);
}

/** Gift wrapping: another way to the hull than the one under test. Clockwise on the image. */
function exactHull(points: readonly ExactPoint[]): ExactPoint[] {
  const squared = (a: ExactPoint, b: ExactPoint) =>
    plus(times(minus(a[0], b[0]), minus(a[0], b[0])), times(minus(a[1], b[1]), minus(a[1], b[1])));
  const key = (p: ExactPoint) => `${p[0]} ${p[1]}`;
  let start = points[0];
  for (const p of points) {
    const dx = minus(p[0], start[0])[0];
    if (dx < 0n || (dx === 0n && minus(p[1], start[1])[0] < 0n)) start = p;
  }
  const hull: ExactPoint[] = [];
  let at = start;
  do {
    hull.push(at);
    let next = at;
    for (const p of points) {
      if (key(p) === key(at)) continue;
      const side = key(next) === key(at) ? -1n : exactTurn(at, next, p)[0];
      if (side < 0n || (side === 0n && minus(squared(p, at), squared(next, at))[0] > 0n)) next = p;
    }
    at = next;
  } while (key(at) !== key(start));
  return hull;
}

function exactIou(quadA: Points, quadB: Points): number {
  const a = exactHull(exactPoints(quadA));
  const b = exactHull(exactPoints(quadB));
  let shared = a;
  for (let k = 0; k < b.length && shared.length > 0; k++) {
    const [from, to] = [b[k], b[(k + 1) % b.length]];
    const kept: ExactPoint[] = [];
    shared.forEach((p, i) => {
      const q = shared[(i + 1) % shared.length];
      const [dp, dq] = [exactTurn(from, to, p), exactTurn(from, to, q)];
      if (dp[0] >= 0n) kept.push(p);
      if (dp[0] >= 0n !== dq[0] >= 0n) {
        const t = over(dp, minus(dp, dq));
        kept.push([plus(p[0], times(t, minus(q[0], p[0]))), plus(p[1], times(t, minus(q[1], p[1])))]);
      }
    });
    shared = kept;
  }
  const common = exactArea(shared);
  const union = minus(plus(exactArea(a), exactArea(b)), common);
  if (union[0] === 0n) return 0;
  const [n, d] = over(common, union);
  return Number((n * 10n ** 30n) / d) / 1e30;
}

describe('over two million boxes of every kind', () => {
  it('every overlap lies in [0, 1], and IoU is symmetric bit for bit', () => {
    const random = generator(11);
    let overlapping = 0;
    for (let run = 0; run < 1_000_000; run++) {
      const [a, b] = randomPair(random, run);
      const iou = rotatedIou(a, b);
      const sound = isOverlap(iou) && isOverlap(rotatedIof(a, b)) && Object.is(iou, rotatedIou(b, a));
      if (!sound) throw new Error(`${iou} for ${JSON.stringify([a, b])}`);
      if (iou > 0) overlapping++;
    }
    expect(overlapping).toBeGreaterThan(300_000);
  });

  it('a box has IoU 1 with itself, exactly, with sides and offsets from 1e-7 to 1e7 px', () => {
    const random = generator(12);
    const logarithmic = () => 10 ** (14 * random() - 7);
    for (let run = 0; run < 300_000; run++) {
      const sign = random() < 0.5 ? -1 : 1;
      const box = {
        cx: sign * logarithmic(),
        cy: logarithmic(),
        w: logarithmic(),
        h: logarithmic(),
        theta: (random() - 0.5) * 100,
      };
      if (rotatedIou(box, { ...box }) !== 1 || rotatedIof(box, { ...box }) !== 1) throw new Error(JSON.stringify(box));
    }
  });

  it('the same box written another way has IoU 1 to rounding', () => {
    const random = generator(13);
    for (let run = 0; run < 200_000; run++) {
      const [w, h] = [1 + 500 * random(), 1 + 500 * random()];
      const box = { cx: 4000 * random(), cy: 4000 * random(), w, h, theta: 3 * random() };
      const turned = rotatedIou(box, { ...box, theta: box.theta - Math.PI });
      const swapped = rotatedIou(box, { ...box, w: h, h: w, theta: box.theta + Math.PI / 2 });
      if (turned < 1 - 1e-12 || swapped < 1 - 1e-12) throw new Error(`${turned} ${swapped} ${JSON.stringify(box)}`);
    }
  });

  it('does not change when both boxes move and turn together', () => {
    const random = generator(14);
    for (let run = 0; run < 200_000; run++) {
      const make = () => ({
        cx: 100 * random(),
        cy: 100 * random(),
        w: 1 + 200 * random(),
        h: 1 + 50 * random(),
        theta: 6 * random(),
      });
      const [a, b] = [make(), make()];
      const [dx, dy, turn] = [1e4 * random(), 1e4 * random(), 6 * random()];
      const moved = ({ cx, cy, w, h, theta }: OrientedBox): OrientedBox => ({
        cx: dx + cx * Math.cos(turn) - cy * Math.sin(turn),
        cy: dy + cx * Math.sin(turn) + cy * Math.cos(turn),
        w,
        h,
        theta: theta + turn,
      });
      const difference = Math.abs(rotatedIou(a, b) - rotatedIou(moved(a), moved(b)));
      if (!(difference < 1e-10)) throw new Error(`${difference} for ${JSON.stringify([a, b, dx, dy, turn])}`);
    }
  });
});

describe('beside exact rational arithmetic', () => {
  it('quadIou agrees to 1e-12 for small integer quads of every shape', () => {
    const random = generator(15);
    const quad = (): Quad => Array.from({ length: 8 }, () => Math.floor(random() * 12)) as unknown as Quad;
    let overlapping = 0;
    for (let run = 0; run < 4000; run++) {
      const [a, b] = [quad(), quad()];
      const exact = exactIou(a, b);
      if (exact > 0) overlapping++;
      if (!(Math.abs(quadIou(a, b) - exact) < 1e-12)) throw new Error(`${a} | ${b}: ${quadIou(a, b)}, not ${exact}`);
    }
    expect(overlapping).toBeGreaterThan(2000);
  });

  it('rotatedIou agrees to 1e-12 for boxes with integer corners', () => {
    const random = generator(16);
    const triples = [
      [1, 0, 1],
      [0, 1, 1],
      [3, 4, 5],
      [-4, 3, 5],
      [5, 12, 13],
      [-8, 15, 17],
      [20, 21, 29],
    ];
    const make = (offset: number): { box: OrientedBox; quad: number[] } => {
      const [x, y, length] = triples[Math.floor(random() * triples.length)];
      const [m, n] = [1 + Math.floor(random() * 20), 1 + Math.floor(random() * 20)];
      const [cx, cy] = [Math.floor(random() * 100), offset + Math.floor(random() * 100)];
      const box = { cx, cy, w: 2 * m * length, h: 2 * n * length, theta: Math.atan2(y, x) };
      const [wx, wy, hx, hy] = [m * x, m * y, -n * y, n * x];
      const quad = [cx - wx - hx, cy - wy - hy, cx + wx - hx, cy + wy - hy];
      return { box, quad: [...quad, cx + wx + hx, cy + wy + hy, cx - wx + hx, cy - wy + hy] };
    };
    for (let run = 0; run < 4000; run++) {
      const offset = run % 2 ? 0 : 1e7;
      const [a, b] = [make(offset), make(offset)];
      const exact = exactIou(a.quad, b.quad);
      const iou = rotatedIou(a.box, b.box);
      if (!(Math.abs(iou - exact) < 1e-12)) throw new Error(`${JSON.stringify([a.box, b.box])}: ${iou}, not ${exact}`);
    }
  });
});

describe('over a million quads', () => {
  it('every overlap lies in [0, 1], is symmetric bit for bit, and 1 for a quad with itself', () => {
    const random = generator(17);
    for (let run = 0; run < 500_000; run++) {
      const scale = 10 ** (14 * random() - 7);
      const grid = run % 3 === 0 ? 4 : 2 ** 30;
      const quad = (): Quad =>
        Array.from({ length: 8 }, () => (Math.floor(random() * grid) / grid) * scale) as unknown as Quad;
      const [a, b] = [quad(), quad()];
      if (run % 50 === 0) (a as unknown as number[])[run % 8] = oddNumbers[run % oddNumbers.length];
      const iou = quadIou(a, b);
      const itself = quadIou(a, a);
      const sound = isOverlap(iou) && isOverlap(quadIof(a, b)) && Object.is(iou, quadIou(b, a));
      if (!sound || (itself !== 1 && itself !== 0)) throw new Error(`${iou} ${itself} for ${a} | ${b}`);
    }
  });
});
