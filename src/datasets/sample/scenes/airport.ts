import { css, shade } from '../paint/colour.js';
import { painters } from '../paint/painters.js';
import { polyline, rectangle } from '../paint/svg.js';
import { flatBuilding } from './buildings.js';
import { asphaltOf, concreteOf, groundLine, groundPatch, pave, road, wear } from './paving.js';
import type { Site } from './site.js';

/** An apron with airliners at the terminal, smaller planes on stands of their own, taxiway and runway. */
export function airport(site: Site): void {
  const { random, reach } = site;
  site.ground = { forest: 0.08, dryness: random.uniform(0.3, 0.8) };
  const edge = -reach * random.uniform(0.15, 0.35);
  const depth = random.uniform(95, 125);
  const concrete = concreteOf(site);
  const apron = { u: 0, v: edge + depth / 2, length: 2 * reach, width: depth, heading: 0 };
  pave(site, apron, concrete, random.uniform(6, 9));
  wear(site, apron, 80);
  terminal(site, edge);
  stands(site, edge);
  generalAviation(site, edge + depth - 32);
  taxiway(site, edge + depth + 26);
  runway(site, edge + depth + 120);
  for (let vehicle = 0; vehicle < 26; vehicle++) {
    const kind = random.weighted([
      ['truck', 3],
      ['bus', 2],
      ['van', 1],
    ] as const);
    const size = kind === 'truck' ? { length: random.uniform(6.5, 10), width: 2.55, height: 3 } : undefined;
    const at = { u: random.uniform(-reach, reach), v: edge + random.uniform(3, 52) };
    site.place(kind, at.u, at.v, random.pick([0, Math.PI / 2, Math.PI, -Math.PI / 2]) + random.normal(0, 0.15), {
      size,
      gap: 1.2,
    });
  }
}

function terminal(site: Site, edge: number): void {
  const { random, reach } = site;
  const grey = asphaltOf(site);
  pave(site, { u: 0, v: edge - 40, length: 2 * reach, width: 80, heading: 0 }, grey);
  road(site, { u: 0, v: edge - 62, length: 2 * reach, width: 12, heading: 0 }, 3, grey, { kerb: true });
  for (let u = -reach; u < reach; ) {
    const length = random.uniform(50, 140);
    const width = random.uniform(22, 40);
    flatBuilding(
      site,
      { u: u + length / 2, v: edge - width / 2 - 4, length, width, heading: 0 },
      random.uniform(9, 16),
    );
    u += length + random.uniform(8, 40);
  }
  for (let u = -reach; u < reach; u += random.uniform(16, 60)) {
    site.place(random.pick(['bus', 'truck'] as const), u, edge - 62 + random.pick([-3.6, 0, 3.6]), 0, {
      moving: true,
      gap: 1,
    });
  }
}

/** Airliners nose-in along the terminal. */
function stands(site: Site, edge: number): void {
  const { random, reach } = site;
  let u = -reach + random.uniform(5, 30);
  while (u < reach) {
    const size = painters.airliner.size(random);
    u += size.width / 2 + random.uniform(4, 9);
    const v = edge + 10 + size.length / 2 + random.uniform(0, 5);
    groundLine(site, [u, edge + 6, u, edge + 90], 0.4, 'yellow');
    if (random.chance(0.8)) {
      site.place('airliner', u, v, -Math.PI / 2 + random.normal(0, 0.03), { size, gap: 1.5 });
      site.structures.push(
        polyline([u + 4, edge - 3, u + 6, v - size.length * 0.32], { stroke: 'rgb(168,168,166)', 'stroke-width': 3 }),
      );
    }
    u += size.width / 2;
  }
}

/** Business jets and propeller planes in a slanted row on the far side of the apron. */
function generalAviation(site: Site, v: number): void {
  const { random, reach } = site;
  const slant = Math.PI / 2 + random.uniform(-0.9, 0.9);
  const until = random.uniform(-0.1, 0.9) * reach;
  for (let u = -reach; u < until; u += random.uniform(24, 34)) {
    const kind = random.chance(0.5) ? 'business-jet' : 'propeller-plane';
    if (random.chance(0.8)) site.place(kind, u, v + 15, slant + random.normal(0, 0.06), { gap: 1.5 });
  }
  for (let plane = 0; plane < 3; plane++) {
    site.place('airliner', random.uniform(-reach, reach), v - 24, random.pick([0, Math.PI]) + random.normal(0, 0.08), {
      gap: 5,
    });
  }
}

function taxiway(site: Site, v: number): void {
  const { random, reach } = site;
  const tar = asphaltOf(site);
  pave(site, { u: 0, v, length: 2 * reach, width: 25, heading: 0 }, tar);
  groundLine(site, [-reach, v, reach, v], 0.5, 'yellow');
  for (let link = 0; link < 3; link++) {
    const u = random.uniform(-0.8, 0.8) * reach;
    groundPatch(site, [u - 14, v - 30, u + 14, v - 30, u + 22, v - 10, u - 22, v - 10], tar);
    groundPatch(site, [u - 12, v + 10, u + 14, v + 10, u + 40, v + 75, u + 14, v + 75], tar);
    groundLine(site, [u, v - 30, u, v], 0.5, 'yellow');
  }
  site.place('airliner', random.uniform(-0.6, 0.6) * reach, v, random.pick([0, Math.PI]), { gap: 4 });
}

function runway(site: Site, v: number): void {
  const { reach } = site;
  const tar = asphaltOf(site);
  pave(site, { u: 0, v, length: 2 * reach, width: 52, heading: 0 }, tar);
  site.surfaces.push(rectangle(0, v, 2 * reach, 10, { fill: css(shade(tar, 0.7)), 'fill-opacity': 0.6 }));
  groundLine(site, [-reach, v, reach, v], 0.9, 'white', '30 20');
  for (const side of [-22.5, 22.5]) groundLine(site, [-reach, v + side, reach, v + side], 0.9, 'white');
}
