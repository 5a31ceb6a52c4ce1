import { css, shade, vary } from '../paint/colour.js';
import { rectangle } from '../paint/svg.js';
import { flatBuilding } from './buildings.js';
import { parkRow } from './parking-row.js';
import { asphaltOf, bays, concreteOf, pave, road } from './paving.js';
import type { Site } from './site.js';

const planks = [
  [150, 92, 72],
  [168, 152, 128],
  [176, 172, 162],
] as const;

/** A yacht harbour: piers off a quay, boats berthed on both sides of them, a car park behind. */
export function marina(site: Site): void {
  const { random, reach } = site;
  const quay = -reach * random.uniform(0.1, 0.5);
  site.ground = {
    water: { shore: quay, beach: 0, roughness: 0 },
    forest: random.uniform(0.1, 0.4),
    dryness: random.uniform(0.2, 0.7),
  };
  waterfront(site, quay);
  const plank = vary(random.pick(planks), random);
  let u = -reach + random.uniform(0, 20);
  while (u < reach) {
    const boat = random.uniform(8.5, 15);
    const length = random.uniform(0.75, 1.3) * reach;
    pier(site, u, quay, length, boat, css(plank));
    u += 2 * boat + 2.4 + boat * random.uniform(1.3, 2.4);
  }
  const underWay = random.integer(2, 6);
  for (let boat = 0; boat < underWay; boat++) {
    const along = random.chance(0.5) ? 0 : Math.PI;
    const at = { u: random.uniform(-reach, reach), v: random.uniform(quay + 10, reach) };
    site.place('motorboat', at.u, at.v, along + random.uniform(-0.3, 0.3), { gap: 3, moving: true });
  }
}

function pier(site: Site, u: number, quay: number, length: number, boat: number, fill: string): void {
  const { random } = site;
  site.structures.push(
    rectangle(u + 0.5, quay + length / 2, 2.4, length, { fill: 'black', 'fill-opacity': 0.35 }),
    rectangle(u, quay + length / 2, 2.4, length, { fill }),
  );
  site.keepClear({ u, v: quay + length / 2, length: 2.4, width: length, heading: 0 });
  const occupied = random.uniform(0.78, 0.97);
  for (const side of [-1, 1]) {
    const bowIn = random.chance(0.6);
    for (let v = quay + 3; v < quay + length - 2; ) {
      const long = boat * random.uniform(0.72, 1.04);
      const size = { length: long, width: long * random.uniform(0.28, 0.34), height: 1.8 };
      const towardsPier = side > 0 ? Math.PI : 0;
      const turned = random.chance(0.12) ? !bowIn : bowIn;
      const heading = towardsPier + (turned ? 0 : Math.PI) + random.normal(0, 0.03);
      const kind = random.chance(0.55) ? 'sailboat' : 'motorboat';
      if (random.chance(occupied))
        site.place(kind, u + side * (1.5 + long / 2), v + size.width / 2, heading, { size, gap: 0.05 });
      v += size.width + random.uniform(0.35, 0.9);
    }
  }
}

/** Quay, promenade with parked cars, road and houses on the land side. */
function waterfront(site: Site, quay: number): void {
  const { random, reach } = site;
  const stone = concreteOf(site);
  pave(site, { u: 0, v: quay - 11, length: 2 * reach, width: 22, heading: 0 }, stone);
  site.surfaces.push(rectangle(0, quay - 0.5, 2 * reach, 1, { fill: css(shade(stone, 1.15)) }));
  const bay = 2.6;
  const count = Math.floor((2 * reach) / bay);
  bays(site, -reach, quay - 15, count, bay, 5, 1);
  parkRow(site, { u: -reach, v: quay - 12.5, count, bay, heading: Math.PI / 2, fill: random.uniform(0.35, 0.8) });
  road(site, { u: 0, v: quay - 27, length: 2 * reach, width: 8, heading: 0 }, 2, asphaltOf(site), { kerb: true });
  for (let u = -reach; u < reach; u += random.uniform(14, 50)) {
    const side = random.pick([-1, 1]);
    site.place(random.chance(0.85) ? 'car' : 'van', u, quay - 27 + side * 1.9, side > 0 ? 0 : Math.PI, {
      moving: true,
    });
  }
  for (let u = -reach; u < reach; ) {
    const length = random.uniform(18, 46);
    const width = random.uniform(12, 24);
    flatBuilding(
      site,
      { u: u + length / 2, v: quay - 38 - width / 2, length, width, heading: 0 },
      random.uniform(5, 14),
    );
    u += length + random.uniform(4, 22);
  }
  for (let u = -reach; u < reach; u += random.uniform(7, 13)) site.plant(u, quay - 20, random.uniform(1.8, 3));
}
