import { css } from '../paint/colour.js';
import { castShadow } from '../paint/shadow.js';
import { rectangle } from '../paint/svg.js';
import { house } from './buildings.js';
import { asphaltOf, concreteOf, groundLine, groundPatch, road, wear } from './paving.js';
import type { Site } from './site.js';

/** A motorway through fields, with a farm road bridging it. */
export function highway(site: Site): void {
  const { random, reach } = site;
  site.ground = { forest: random.uniform(0, 0.3), dryness: random.uniform(0.2, 0.8), parcels: random.uniform(45, 100) };
  const lanes = random.pick([2, 3]);
  const width = lanes * 3.7 + 4;
  const tar = asphaltOf(site);
  const axis = random.uniform(-0.3, 0.3) * reach;
  const median = random.uniform(3, 8);
  const verge = width + median / 2 + 7;
  groundPatch(
    site,
    [-reach, axis - verge, reach, axis - verge, reach, axis + verge, -reach, axis + verge],
    [98, 100, 62],
  );
  overpass(site, random.uniform(-0.5, 0.5) * reach, axis, 2 * width + median + 12);
  for (const side of [-1, 1]) {
    const v = axis + side * (median / 2 + width / 2);
    const carriageway = { u: 0, v, length: 2 * reach, width, heading: 0 };
    road(site, carriageway, lanes, tar, { oneWay: true });
    wear(site, carriageway, 16);
    for (let lane = 0; lane < lanes; lane++) {
      const centre = v + (lane - (lanes - 1) / 2) * 3.7;
      traffic(site, centre, side > 0 ? 0 : Math.PI, side > 0 ? lane / lanes : 1 - (lane + 1) / lanes);
    }
    site.keepClear(carriageway);
    for (let u = -reach; u < reach; u += random.uniform(6, 26))
      site.plant(u, axis + side * (median / 2 + width + random.uniform(6, 14)), random.uniform(1.6, 3.6));
  }
  groundLine(site, [-reach, axis, reach, axis], 0.3, 'white');
  farm(site, axis, width + median);
}

/** Traffic in one lane; `slow` is 0 for the fast lane and near 1 for the lane of lorries. */
function traffic(site: Site, v: number, heading: number, slow: number): void {
  const { random, reach } = site;
  for (let u = -reach; u < reach; u += random.uniform(12, 55)) {
    const kind = random.weighted([
      ['car', 8],
      ['van', 2],
      ['truck', 0.5 + 4 * slow],
      ['bus', 0.4],
    ] as const);
    site.place(kind, u, v + random.normal(0, 0.2), heading + random.normal(0, 0.012), { gap: 2, moving: true });
  }
}

/** A bridge over the motorway, with the road that it carries. */
function overpass(site: Site, u: number, axis: number, span: number): void {
  const { random, reach } = site;
  const heading = Math.PI / 2;
  const tar = asphaltOf(site);
  road(site, { u, v: 0, length: 2 * reach, width: 8.5, heading }, 2, tar);
  for (const lane of [-2, 2]) {
    for (let v = -reach; v < reach; v += random.uniform(18, 70)) {
      site.place(random.pick(['car', 'car', 'van', 'truck'] as const), u + lane, v, lane > 0 ? -heading : heading, {
        gap: 2,
        moving: true,
      });
    }
  }
  const deck = { u, v: axis, length: span, width: 11, heading };
  site.keepClear(deck);
  site.keepClear({ u, v: 0, length: 2 * reach, width: 10, heading });
  const [left, right, top, bottom] = [u - 5.5, u + 5.5, axis - span / 2, axis + span / 2];
  site.shadows.push(castShadow([left, top, right, top, right, bottom, left, bottom], 7, site.sun));
  site.structures.push(
    rectangle(u, axis, 11, span, { fill: css(concreteOf(site)) }),
    rectangle(u, axis, 9, span, { fill: css(tar) }),
    rectangle(u, axis, 0.25, span, { fill: 'rgb(196,164,72)' }),
  );
}

/** A few farmhouses off the road. */
function farm(site: Site, axis: number, clear: number): void {
  const { random, reach } = site;
  for (let attempt = 0; attempt < 10; attempt++) {
    const away = random.pick([-1, 1]) * (clear + 14 + random.uniform(0, reach));
    const u = random.uniform(-reach, reach);
    const heading = random.pick([0, Math.PI / 2]) + random.normal(0, 0.1);
    if (!house(site, { u, v: axis + away, length: random.uniform(12, 22), width: random.uniform(8, 11), heading }))
      continue;
    for (let tree = 0; tree < 5; tree++)
      site.plant(u + random.normal(0, 12), axis + away + random.normal(0, 12), random.uniform(2, 4));
    for (let vehicle = 0; vehicle < 2; vehicle++) {
      site.place(
        random.pick(['car', 'van', 'truck'] as const),
        u + random.normal(0, 9),
        axis + away + random.normal(0, 9),
        random.uniform(0, 2 * Math.PI),
        { gap: 1 },
      );
    }
  }
}
