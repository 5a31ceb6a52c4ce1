import type { Random } from '../../../foundation/random.js';
import { airport } from './airport.js';
import { anchorage } from './anchorage.js';
import { highway } from './highway.js';
import { marina } from './marina.js';
import { fullParking, parking } from './parking.js';
import { Site } from './site.js';
import { terminal } from './terminal.js';
import { town } from './town.js';

/** A kind of place, and the scales it is photographed at (pixels per metre). */
interface Scene {
  readonly build: (site: Site) => void;
  readonly pixelsPerMetre: readonly [from: number, to: number];
}

const scenes = {
  marina: { build: marina, pixelsPerMetre: [3, 6.5] },
  airport: { build: airport, pixelsPerMetre: [2, 3.4] },
  parking: { build: parking, pixelsPerMetre: [4.4, 9] },
  terminal: { build: terminal, pixelsPerMetre: [1.3, 2.6] },
  highway: { build: highway, pixelsPerMetre: [3, 7] },
  anchorage: { build: anchorage, pixelsPerMetre: [1.1, 2.4] },
  town: { build: town, pixelsPerMetre: [3.2, 7] },
  crowd: { build: fullParking, pixelsPerMetre: [3, 3.1] },
} satisfies Record<string, Scene>;

export type SceneName = keyof typeof scenes;

/** The scenes that images go through in turn. */
export const usualScenes = ['marina', 'airport', 'parking', 'terminal', 'highway', 'anchorage', 'town'] as const;

/** What an ordinary image, and a crowded one, hold at most; above 500 a detector's set-up is strained (V17). */
const [usualCapacity, crowdCapacity] = [450, 900];

const attempts = 50;

/**
 * Builds a scene, again and again until it holds at least three objects (small images may miss them all). The same name,
 * size and stream give the same site.
 */
export function buildSite(name: SceneName, size: number, random: Random): Site {
  const { build, pixelsPerMetre } = scenes[name];
  const capacity = name === 'crowd' ? crowdCapacity : usualCapacity;
  for (let attempt = 0; ; attempt++) {
    const own = random.stream('site', attempt);
    const site = new Site(size, own.uniform(...pixelsPerMetre), capacity, own);
    build(site);
    if (site.objects.length >= 3 || attempt === attempts) return site;
  }
}
