import { house, pool } from './buildings.js';
import { asphaltOf, pave, road, wear } from './paving.js';
import type { Site } from './site.js';

/** Streets of houses with gardens, cars at the kerb and in the drives. */
export function town(site: Site): void {
  const { random, reach } = site;
  site.ground = { forest: 0, dryness: random.uniform(0.1, 0.6) };
  const tar = asphaltOf(site);
  const block = random.uniform(62, 76);
  const crossing = random.uniform(90, 150);
  for (let u = -reach + random.uniform(0, crossing); u < reach; u += crossing) {
    road(site, { u, v: 0, length: 2 * reach, width: 9, heading: Math.PI / 2 }, 2, tar, { kerb: true });
    site.keepClear({ u, v: 0, length: 10, width: 2 * reach, heading: 0 });
  }
  for (let v = -reach + random.uniform(0, block); v < reach; v += block) {
    const street = { u: 0, v, length: 2 * reach, width: 9.5, heading: 0 };
    road(site, street, 2, tar, { kerb: true });
    wear(site, street, 10);
    kerbside(site, v);
    site.keepClear({ ...street, width: 11 });
    for (const side of [-1, 1]) homes(site, v, side);
  }
  for (let tree = 0; tree < 900; tree++) {
    site.plant(random.uniform(-reach, reach), random.uniform(-reach, reach), random.uniform(1.4, 4));
  }
}

function kerbside(site: Site, v: number): void {
  const { random, reach } = site;
  for (const side of [-1, 1]) {
    const heading = side > 0 ? 0 : Math.PI;
    for (let u = -reach; u < reach; u += random.uniform(6, 30)) {
      site.place(
        random.weighted([
          ['car', 8],
          ['van', 2],
        ] as const),
        u,
        v + side * 3.6,
        heading + random.normal(0, 0.02),
        { gap: 0.5 },
      );
    }
    for (let u = -reach; u < reach; u += random.uniform(30, 110)) {
      site.place(
        random.weighted([
          ['car', 8],
          ['bus', 1],
          ['truck', 1],
        ] as const),
        u,
        v + side * 1.45,
        heading,
        { gap: 0.25, moving: true },
      );
    }
  }
}

function homes(site: Site, street: number, side: number): void {
  const { random, reach } = site;
  for (let u = -reach + random.uniform(0, 10); u < reach; ) {
    const length = random.uniform(11, 18);
    const width = random.uniform(8.5, 11);
    const setback = random.uniform(12, 15);
    const v = street + side * (setback + width / 2);
    const home = { u: u + length / 2, v, length, width, heading: random.chance(0.75) ? 0 : Math.PI / 2 };
    if (house(site, home)) {
      drive(site, u + length * random.uniform(0.2, 0.8), street, side, setback);
      if (random.chance(0.22))
        pool(site, u + length / 2, v + side * random.uniform(12, 15), random.pick([0, Math.PI / 2]));
    }
    u += length + random.uniform(3, 9);
  }
}

function drive(site: Site, u: number, street: number, side: number, setback: number): void {
  const { random } = site;
  pave(
    site,
    { u, v: street + side * (5 + (setback - 5) / 2), length: 3.4, width: setback - 5, heading: 0 },
    [150, 146, 138],
  );
  const heading = (side * Math.PI) / 2;
  if (random.chance(0.55))
    site.place('car', u, street + side * (setback - 2.9), heading + random.normal(0, 0.04), { gap: 0.2 });
}
