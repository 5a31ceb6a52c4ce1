import { element, rectangle } from '../paint/svg.js';
import { flatBuilding, lampPost } from './buildings.js';
import { parkRow } from './parking-row.js';
import { asphaltOf, bays, pave, road, wear } from './paving.js';
import type { Site } from './site.js';

/** A car park before a shop, with a coach or lorry yard beside it, and the road that leads there. */
export function parking(site: Site): void {
  parkingLot(site, site.random.uniform(0.35, 0.75));
}

/** The same car park nearly full; at a low scale it holds more vehicles than any detector is set up for. */
export function fullParking(site: Site): void {
  parkingLot(site, 0.97);
}

function parkingLot(site: Site, fill: number): void {
  const { random, reach } = site;
  site.ground = { forest: random.uniform(0.15, 0.5), dryness: random.uniform(0.15, 0.75) };
  const tar = asphaltOf(site);
  const halfLength = reach * random.uniform(0.6, 0.85);
  const top = -reach * random.uniform(0.4, 0.55);
  const bottom = reach * random.uniform(0.35, 0.6);
  const lot = { u: 0, v: (top + bottom) / 2, length: 2 * halfLength, width: bottom - top, heading: 0 };
  pave(site, lot, tar);
  wear(site, lot, 60);
  shop(site, top, halfLength);
  street(site, bottom + 14);
  const yard = random.chance(0.7) ? random.uniform(0.3, 0.5) : 0;
  const carsUntil = halfLength - 4 - yard * 2 * halfLength;
  const bay = 2.65;
  const depth = 5.2;
  const count = Math.floor((carsUntil + halfLength - 4) / bay);
  for (let v = top + 16; v + 2 * depth < bottom - 5; v += 2 * depth + 6.6) {
    island(site, -halfLength + 1.4, v, depth);
    island(site, carsUntil + 1.2, v, depth);
    bays(site, -halfLength + 3, v, count, bay, depth, -1);
    bays(site, -halfLength + 3, v, count, bay, depth, 1);
    const share = Math.min(1, fill * random.uniform(0.7, 1.25));
    parkRow(site, { u: -halfLength + 3, v: v - depth / 2, count, bay, heading: Math.PI / 2, fill: share });
    parkRow(site, { u: -halfLength + 3, v: v + depth / 2, count, bay, heading: -Math.PI / 2, fill: share });
    if (random.chance(0.5)) lampPost(site, random.uniform(-halfLength, carsUntil), v);
    drivers(site, v + depth + 3.3, -halfLength, carsUntil);
  }
  if (yard > 0) coachYard(site, carsUntil + 6, halfLength - 2, top + 18, bottom - 4, fill);
}

function drivers(site: Site, v: number, from: number, to: number): void {
  const { random } = site;
  if (!random.chance(0.45)) return;
  const side = random.pick([-1, 1]);
  site.place('car', random.uniform(from, to), v - side * 1.4, side > 0 ? 0 : Math.PI, { moving: true });
}

/** Rows of coaches or lorries, slanted. */
function coachYard(site: Site, from: number, to: number, top: number, bottom: number, fill: number): void {
  const { random } = site;
  const slant = Math.PI / 2 + random.uniform(-0.5, 0.5);
  const kinds = random.chance(0.5)
    ? ([
        ['bus', 8],
        ['truck', 1],
      ] as const)
    : ([
        ['truck', 8],
        ['bus', 1],
      ] as const);
  const fleet = { length: random.uniform(10.5, 12.5), width: 2.6, height: 3.3 };
  const pitch = 4 / Math.abs(Math.sin(slant));
  for (let v = top + 8; v + 8 < bottom; v += 26) {
    for (let u = from + 4; u < to - 3; u += pitch) {
      if (random.chance(Math.min(0.9, fill + 0.2))) {
        site.place(random.weighted(kinds), u, v, slant + random.normal(0, 0.02), { size: fleet, gap: 0.3 });
      }
    }
  }
}

function shop(site: Site, top: number, halfLength: number): void {
  const { random } = site;
  for (let u = -halfLength; u < halfLength - 20; ) {
    const length = Math.min(random.uniform(35, 80), halfLength - u);
    const width = random.uniform(24, 40);
    flatBuilding(site, { u: u + length / 2, v: top - width / 2 + 6, length, width, heading: 0 }, random.uniform(6, 10));
    u += length + random.uniform(0, 14);
  }
}

function street(site: Site, v: number): void {
  const { random, reach } = site;
  const street = { u: 0, v, length: 2 * reach, width: 14.5, heading: 0 };
  road(site, street, 4, asphaltOf(site), { kerb: true });
  wear(site, street, 14);
  for (const [lane, direction] of [
    [-5.2, Math.PI],
    [-1.8, Math.PI],
    [1.8, 0],
    [5.2, 0],
  ] as const) {
    for (let u = -reach; u < reach; u += random.uniform(9, 42)) {
      const kind = random.weighted([
        ['car', 10],
        ['van', 2],
        ['truck', 1],
        ['bus', 1],
      ] as const);
      site.place(kind, u, v + lane, direction + random.normal(0, 0.01), { moving: true, gap: 1 });
    }
  }
  for (let u = -reach; u < reach; u += random.uniform(9, 20))
    site.plant(u, v + random.pick([-10.6, 10.6]), random.uniform(1.6, 3));
}

/** A planted island at the end of a double row. */
function island(site: Site, u: number, v: number, depth: number): void {
  site.surfaces.push(
    rectangle(u, v, 2.2, 2 * depth, { fill: 'rgb(170,166,156)', rx: 1 }),
    element('rect', {
      x: u - 0.8,
      y: v - depth + 0.4,
      width: 1.6,
      height: 2 * depth - 0.8,
      rx: 0.8,
      fill: 'rgb(112,108,70)',
    }),
  );
  if (site.random.chance(0.7)) site.plant(u, v + site.random.uniform(-2, 2), site.random.uniform(1, 1.6));
}
