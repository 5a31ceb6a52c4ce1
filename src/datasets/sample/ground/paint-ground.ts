import type { Random } from '../../../foundation/random.js';
import { type Colour, mix, vary } from '../paint/colour.js';
import type { Ground, Site, Water } from '../scenes/site.js';
import { type Fields, noiseField } from './noise.js';

const lushGrass: Colour = [66, 84, 44];
const dryGrass: Colour = [124, 114, 78];
const darkGrass: Colour = [46, 62, 38];
const soils: readonly Colour[] = [
  [142, 116, 86],
  [156, 138, 112],
  [118, 92, 70],
];
const deepWaters: readonly Colour[] = [
  [28, 48, 48],
  [34, 58, 72],
  [24, 42, 58],
  [48, 66, 60],
];
const shallowWater: Colour = [86, 118, 112];
const sand: Colour = [194, 180, 148];

/** Red, green, blue per pixel, not yet rounded: soil, grass, fields and water of a site. */
export function paintGround(site: Site, fields: Fields, random: Random): Float32Array {
  const { size, ground } = site;
  const land = ground.parcels ? parcels(site, fields, random) : meadow(ground, fields, random);
  const material = ground.water ? coast(site, ground.water, fields, land, seaOf(size, fields, random)) : land;
  const pixels = new Float32Array(size * size * 3);
  for (let index = 0; index * 3 < pixels.length; index++) {
    const [red, green, blue] = material(index);
    pixels[index * 3] = red;
    pixels[index * 3 + 1] = green;
    pixels[index * 3 + 2] = blue;
  }
  return pixels;
}

/** The colour of a pixel by its index. */
type Material = (index: number) => Colour;

/** Grass from lush to dry, with bare soil showing through. */
function meadow(ground: Ground, { broad, middle, fine }: Fields, random: Random): Material {
  const lush = vary(lushGrass, random, 0.15);
  const dry = vary(dryGrass, random, 0.12);
  const soil = vary(random.pick(soils), random);
  return (index) => {
    const dryness = ground.dryness + broad[index] * 0.7 + middle[index] * 0.25;
    const grass = mix(mix(darkGrass, lush, clamp(dryness * 2 + 0.6)), dry, clamp(dryness));
    const colour = mix(grass, soil, clamp((dryness - 0.72 + fine[index] * 0.2) * 3));
    return lit(colour, 1 + 0.13 * middle[index] + 0.16 * fine[index]);
  };
}

/** Parcels of crops and ploughed earth, each with rows of its own direction. */
function parcels({ ground, size, angle, pixelsPerMetre }: Site, fields: Fields, random: Random): Material {
  const side = (ground.parcels ?? 1) * pixelsPerMetre;
  const grass = meadow(ground, fields, random.stream('edge'));
  const turn = angle + random.uniform(-0.3, 0.3);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const shift = random.uniform(0, 1);
  const crops = Array.from({ length: 64 }, () => ({
    colour: vary(
      random.pick([lushGrass, [96, 108, 58], [134, 124, 74], [150, 128, 96], ...soils] as const),
      random,
      0.16,
    ),
    along: random.chance(0.5),
    depth: random.uniform(0.02, 0.11),
    wave: random.uniform(0.7, 1.6),
  }));
  return (index) => {
    const x = index % size;
    const y = (index - x) / size;
    const p = (x * cos + y * sin) / side + shift + 50;
    const column = Math.floor(p);
    const stretch = 0.55 + 0.3 * ((column * 7) % 3);
    const q = (y * cos - x * sin) / (side * stretch) + 50 + ((column * 0.37) % 1);
    const row = Math.floor(q);
    const margin = Math.min(p - column, column + 1 - p, (q - row) * stretch, (row + 1 - q) * stretch) * side;
    if (margin + fields.middle[index] * 2 < 2.2) return grass(index);
    const crop = crops[(column * 13 + row * 29) % crops.length];
    const across = (crop.along ? p - column : q - row) * side;
    const rows = Math.sin(across * crop.wave) * crop.depth;
    return lit(
      crop.colour,
      1 + rows + 0.1 * fields.broad[index] + 0.07 * fields.middle[index] + 0.09 * fields.fine[index],
    );
  };
}

/** Open water: broad darker and lighter reaches, small waves across the wind. */
function seaOf(size: number, { broad, fine }: Fields, random: Random): Material {
  const deep = vary(random.pick(deepWaters), random, 0.12);
  const waves = noiseField(size, { cells: [5, 2.6, 1.6], stretch: random.uniform(1.6, 3) }, random.stream('waves'));
  const swell = random.uniform(0.03, 0.12);
  return (index) => lit(deep, 1 + 0.09 * broad[index] + swell * waves[index] + 0.03 * fine[index]);
}

/** Metres from the shore to a pixel, negative on land. */
export function distanceOffShore(
  { size, angle, pixelsPerMetre }: Site,
  { shore, roughness }: Water,
  { broad, middle }: Fields,
): (index: number) => number {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return (index) => {
    const x = (index % size) - size / 2;
    const y = Math.floor(index / size) - size / 2;
    const v = (y * cos - x * sin) / pixelsPerMetre;
    return v - shore - roughness * (broad[index] + 0.15 * middle[index]);
  };
}

function coast(site: Site, water: Water, { broad, middle, fine }: Fields, land: Material, sea: Material): Material {
  const offShore = distanceOffShore(site, water, { broad, middle, fine });
  return (index) => {
    const out = offShore(index);
    if (out < -water.beach) return land(index);
    const beach = lit(sand, 1 + 0.08 * middle[index] + 0.06 * fine[index]);
    if (out < 0) return mix(land(index), beach, clamp((out + water.beach) / 2));
    const foam = clamp(1 - Math.abs(out - 2 - 2 * middle[index]) / 1.2) * clamp(water.beach / 8) * 0.5;
    const wet = mix(shallowWater, sea(index), clamp(out / (2 + 3 * water.beach)) ** 0.6);
    return mix(wet, [226, 230, 226], foam);
  };
}

function lit([red, green, blue]: Colour, light: number): Colour {
  return [red * light, green * light, blue * light];
}

function clamp(value: number): number {
  return Math.max(0, Math.min(1, value));
}
