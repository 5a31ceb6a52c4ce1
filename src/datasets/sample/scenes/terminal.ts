import { css, shade, vary } from '../paint/colour.js';
import { painters } from '../paint/painters.js';
import { polyline, rectangle } from '../paint/svg.js';
import { flatBuilding } from './buildings.js';
import { asphaltOf, concreteOf, pave, road } from './paving.js';
import type { Site } from './site.js';

/** An oil terminal: tanks in bunded yards behind a quay, merchant ships alongside. */
export function terminal(site: Site): void {
  const { random, reach } = site;
  const shore = reach * random.uniform(0, 0.35);
  site.ground = {
    water: { shore, beach: 0, roughness: 0 },
    forest: random.uniform(0, 0.2),
    dryness: random.uniform(0.45, 0.95),
  };
  const tar = asphaltOf(site);
  pave(site, { u: 0, v: shore - 13, length: 2 * reach, width: 26, heading: 0 }, concreteOf(site), 12);
  road(site, { u: 0, v: shore - 32, length: 2 * reach, width: 9, heading: 0 }, 2, tar);
  berths(site, shore);
  for (let v = shore - 42; v > -reach; ) {
    const depth = random.uniform(62, 118);
    yards(site, v - depth, depth);
    v -= depth + 10;
    road(site, { u: 0, v: v + 5, length: 2 * reach, width: 7, heading: 0 }, 2, tar);
  }
  for (let vehicle = 0; vehicle < 24; vehicle++) {
    site.place(
      'truck',
      random.uniform(-reach, reach),
      shore - 32 + random.pick([-2.1, 2.1]),
      random.pick([0, Math.PI]),
      { gap: 3 },
    );
  }
}

/** Ships alongside, and barges and ships under way. */
function berths(site: Site, shore: number): void {
  const { random, reach } = site;
  for (let u = -reach + random.uniform(0, 60); u < reach; ) {
    const kind = random.weighted([
      ['tanker', 4],
      ['container-ship', 2],
      ['barge', 3],
    ] as const);
    const size = painters[kind].size(random);
    u += size.length / 2;
    if (random.chance(0.85))
      site.place(kind, u, shore + 3 + size.width / 2, random.pick([0, Math.PI]) + random.normal(0, 0.006), {
        size,
        gap: 1,
      });
    u += size.length / 2 + random.uniform(10, 60);
  }
  for (let ship = 0; ship < 12; ship++) {
    const kind = random.weighted([
      ['barge', 4],
      ['motorboat', 3],
      ['tanker', 1],
    ] as const);
    const at = { u: random.uniform(-reach, reach), v: random.uniform(shore + 50, reach) };
    site.place(kind, at.u, at.v, random.uniform(-0.5, 0.5) + random.pick([0, Math.PI]), { gap: 14, moving: true });
  }
}

/** One row of yards: bunds with a grid of like tanks in each, or a shed. */
function yards(site: Site, top: number, depth: number): void {
  const { random, reach } = site;
  for (let u = -reach; u < reach; ) {
    const length = random.uniform(70, 190);
    const box = { u: u + length / 2, v: top + depth / 2, length, width: depth, heading: 0 };
    if (random.chance(0.14)) flatBuilding(site, { ...box, length: length * 0.7, width: depth * 0.6 }, 9);
    else tankYard(site, box);
    u += length + random.uniform(8, 16);
  }
}

function tankYard(site: Site, box: { u: number; v: number; length: number; width: number; heading: number }): void {
  const { random } = site;
  const floor = vary(
    random.pick([
      [166, 158, 140],
      [150, 136, 112],
      [176, 172, 164],
    ] as const),
    random,
  );
  site.surfaces.push(
    rectangle(box.u, box.v, box.length, box.width, { fill: css(shade(floor, 1.14)) }),
    rectangle(box.u, box.v, box.length - 3, box.width - 3, { fill: css(floor) }),
  );
  const rows = Math.max(1, Math.floor((box.width - 8) / random.uniform(19, 46)));
  const pitch = (box.width - 8) / rows;
  const diameter = Math.min(48, pitch * random.uniform(0.66, 0.84));
  const height = random.uniform(8, 14);
  const columns = Math.max(1, Math.floor((box.length - 8) / pitch));
  const pipes = { stroke: 'rgb(196,192,184)', 'stroke-width': 0.9 };
  for (let row = 0; row < rows; row++) {
    const v = box.v - box.width / 2 + 4 + (row + 0.5) * pitch;
    site.surfaces.push(
      polyline([box.u - box.length / 2 + 2, v + pitch * 0.47, box.u + box.length / 2 - 2, v + pitch * 0.47], pipes),
    );
    for (let column = 0; column < columns; column++) {
      const u = box.u - (columns * pitch) / 2 + (column + 0.5) * pitch;
      site.surfaces.push(polyline([u, v, u, v + pitch * 0.47], pipes));
      if (!random.chance(0.92)) continue;
      const own = diameter * random.uniform(0.92, 1);
      placeTank(site, u, v, own, height);
    }
  }
}

/** A round thing has no heading: its box lies along the image, as annotators draw it; the light decides how it looks. */
function placeTank(site: Site, u: number, v: number, diameter: number, height: number): void {
  site.place('tank', u, v, -site.angle, {
    size: { length: diameter, width: diameter, height },
    gap: 1,
    facing: Math.atan2(site.sun.v, site.sun.u),
  });
}
