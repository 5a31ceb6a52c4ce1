import { house } from './buildings.js';
import type { Site } from './site.js';

/** A roadstead off a natural coast: ships of every size at anchor or under way, heading anywhere. */
export function anchorage(site: Site): void {
  const { random, reach } = site;
  const shore = -reach * random.uniform(0.35, 0.85);
  const beach = random.uniform(8, 26);
  const roughness = random.uniform(30, 90);
  site.ground = {
    water: { shore, beach, roughness },
    forest: random.uniform(0.3, 0.9),
    dryness: random.uniform(0.2, 0.8),
  };
  const clear = shore + roughness * 1.15 + 12;
  const swing = random.uniform(0, 2 * Math.PI);
  for (let attempt = 0; attempt < 90; attempt++) {
    const kind = random.weighted([
      ['motorboat', 5],
      ['sailboat', 3],
      ['barge', 3],
      ['tanker', 2],
      ['container-ship', 1.4],
    ] as const);
    const moving = random.chance(0.4);
    // Ships at anchor swing with the wind, all alike.
    const heading = moving ? random.uniform(0, 2 * Math.PI) : swing + random.normal(0, 0.2);
    const at = { u: random.uniform(-reach, reach), v: random.uniform(clear, reach) };
    site.place(kind, at.u, at.v, heading, { gap: random.uniform(8, 26), moving });
    if (site.objects.length >= 34) break;
  }
  for (let attempt = 0; attempt < 14; attempt++) {
    const v = shore - roughness - beach - random.uniform(10, 80);
    house(site, {
      u: random.uniform(-reach, reach),
      v,
      length: random.uniform(10, 18),
      width: 9,
      heading: random.uniform(0, Math.PI),
    });
  }
}
