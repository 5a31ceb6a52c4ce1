import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../foundation/random.js';
import { type ObjectKind, painters } from '../paint/painters.js';
import { renderSite } from '../render-site.js';
import { overlaps } from './overlap.js';
import { buildSite, type SceneName, usualScenes } from './scenes.js';

const landmarks: Record<(typeof usualScenes)[number], ObjectKind[]> = {
  marina: ['motorboat', 'sailboat', 'car'],
  airport: ['airliner'],
  parking: ['car'],
  terminal: ['tank'],
  highway: ['car'],
  anchorage: ['motorboat', 'barge'],
  town: ['car'],
};

describe.each(usualScenes)('%s', (name) => {
  it('holds what belongs there, in the frame and apart, whatever the seed', () => {
    for (let seed = 0; seed < 8; seed++) {
      const site = buildSite(name, 800, new Random(seed, name));
      const kinds = new Set(site.objects.map(({ kind }) => kind));
      for (const kind of landmarks[name]) expect(kinds, `seed ${seed}`).toContain(kind);
      expect(site.objects.length).toBeLessThanOrEqual(500);
      for (const [index, object] of site.objects.entries()) {
        expect(site.inFrame(object)).toBe(true);
        expect(Math.min(object.length, object.width) * site.pixelsPerMetre).toBeGreaterThanOrEqual(5);
        expect(site.objects.slice(index + 1).some((other) => overlaps(object, other))).toBe(false);
      }
    }
  });

  it('shows its objects: pixels in the boxes change when the objects are taken away, others hardly do', async () => {
    const random = new Random(2, name);
    const site = buildSite(name, 400, random);
    const { pixels: full } = await renderSite(site, random.stream('picture'));
    const boxes = site.objects.splice(0);
    const { pixels: empty } = await renderSite(site, random.stream('picture'));
    const inside = new Uint8Array(site.size * site.size);
    for (const box of boxes) {
      let changed = 0;
      let total = 0;
      for (const index of pixelsOf(site.cornersOf(box), site.size)) {
        inside[index] = 1;
        total += 1;
        if (difference(full, empty, index) > 12) changed += 1;
      }
      expect(changed / total, `${box.kind} at ${box.u},${box.v}`).toBeGreaterThan(0.2);
    }
    // Shadows and wakes lie outside the boxes; most of the ground is as it was.
    const outside = [...inside.keys()].filter((index) => !inside[index]);
    const moved = outside.filter((index) => difference(full, empty, index) > 12).length;
    expect(moved / outside.length).toBeLessThan(0.12);
  });
});

it('crowds more than 500 objects on one image', () => {
  expect(buildSite('crowd' satisfies SceneName, 800, new Random(1)).objects.length).toBeGreaterThan(500);
});

it.each(Object.entries(painters))('the outline of a %s fills its box and no more', (_, painter) => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const size = painter.size(new Random(seed));
      const outline = painter.outline(size);
      const [xs, ys] = [0, 1].map((axis) => outline.filter((_, at) => at % 2 === axis));
      expect(Math.max(...xs)).toBeCloseTo(size.length / 2, 6);
      expect(Math.min(...xs)).toBeCloseTo(-size.length / 2, 6);
      expect(Math.max(...ys)).toBeCloseTo(size.width / 2, 6);
      expect(Math.min(...ys)).toBeCloseTo(-size.width / 2, 6);
    }),
  );
});

/** Pixels whose centre lies in a convex quad with clockwise corners. */
function* pixelsOf(corners: readonly (readonly [number, number])[], size: number): Generator<number> {
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  for (let y = Math.max(0, Math.floor(Math.min(...ys))); y < Math.min(size, Math.max(...ys)); y++) {
    for (let x = Math.max(0, Math.floor(Math.min(...xs))); x < Math.min(size, Math.max(...xs)); x++) {
      const isInside = corners.every(([ax, ay], at) => {
        const [bx, by] = corners[(at + 1) % 4];
        return (bx - ax) * (y + 0.5 - ay) - (by - ay) * (x + 0.5 - ax) >= 0;
      });
      if (isInside) yield y * size + x;
    }
  }
}

function difference(a: Buffer, b: Buffer, index: number): number {
  return Math.max(...[0, 1, 2].map((channel) => Math.abs(a[index * 3 + channel] - b[index * 3 + channel])));
}
