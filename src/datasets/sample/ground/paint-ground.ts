import type { Random } from '../../../foundation/random.js';
import { type Colour, ramp, vary } from '../paint/colour.js';
import type { Ground, Site, Water } from '../scenes/site.js';
import { type Fields, noiseField } from './noise.js';

const darkGrass: Colour = [48, 66, 39];
const lushGrass: Colour = [68, 87, 46];
const dryGrass: Colour = [124, 114, 78];
const crops: readonly Colour[] = [
  [66, 84, 44],
  [96, 108, 58],
  [134, 124, 74],
  [150, 128, 96],
];
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
const foam: Colour = [226, 230, 226];

/** Writes the colour of the pixel `index` into `pixels`. */
type Material = (pixels: Float32Array, index: number) => void;

/** Red, green, blue per pixel, not yet rounded: soil, grass, fields and water of a site. */
export function paintGround(site: Site, fields: Fields, random: Random): Float32Array {
  const { size, ground } = site;
  const land = ground.parcels ? parcels(site, fields, random) : meadow(ground, fields, random);
  const material = ground.water ? coast(site, ground.water, fields, land, seaOf(size, fields, random)) : land;
  const pixels = new Float32Array(size * size * 3);
  for (let index = 0; index < size * size; index++) material(pixels, index);
  return pixels;
}

/** Grass from lush to dry, with bare soil showing through. */
function meadow(ground: Ground, { broad, middle, fine }: Fields, random: Random): Material {
  const lush = vary(lushGrass, random, 0.15);
  const dry = vary(dryGrass, random, 0.12);
  const soil = vary(random.pick(soils), random);
  const colours = ramp([
    [-0.5, darkGrass],
    [0.15, lush],
    [0.75, dry],
    [1.1, soil],
    [1.5, soil],
  ]);
  return (pixels, index) => {
    const dryness = ground.dryness + 0.7 * broad[index] + 0.25 * middle[index] + 0.2 * fine[index];
    const light = 1 + 0.13 * middle[index] + 0.16 * fine[index];
    fromRamp(pixels, index, colours, (dryness + 0.5) / 2, light);
  };
}

/** Parcels of crops and ploughed earth, each with rows of its own direction. */
function parcels({ ground, size, angle, pixelsPerMetre }: Site, fields: Fields, random: Random): Material {
  const side = (ground.parcels ?? 1) * pixelsPerMetre;
  const grass = meadow(ground, fields, random.stream('edge'));
  const turn = angle + random.uniform(-0.3, 0.3);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const shift = random.uniform(0, 1);
  const kinds = Array.from({ length: 64 }, () => ({
    colour: vary(random.pick([...crops, ...soils]), random, 0.16),
    along: random.chance(0.5),
    depth: random.uniform(0.02, 0.11),
    wave: random.uniform(0.7, 1.6),
  }));
  return (pixels, index) => {
    const x = index % size;
    const y = (index - x) / size;
    const p = (x * cos + y * sin) / side + shift + 50;
    const column = Math.floor(p);
    const stretch = 0.55 + 0.3 * ((column * 7) % 3);
    const q = (y * cos - x * sin) / (side * stretch) + 50 + ((column * 0.37) % 1);
    const row = Math.floor(q);
    const margin = Math.min(p - column, column + 1 - p, (q - row) * stretch, (row + 1 - q) * stretch) * side;
    if (margin + fields.middle[index] * 2 < 2.2) {
      grass(pixels, index);
      return;
    }
    const { colour, along, depth, wave } = kinds[(column * 13 + row * 29) % kinds.length];
    const rows = Math.sin((along ? p - column : q - row) * side * wave) * depth;
    const light = 1 + rows + 0.1 * fields.broad[index] + 0.07 * fields.middle[index] + 0.09 * fields.fine[index];
    pixels[index * 3] = colour[0] * light;
    pixels[index * 3 + 1] = colour[1] * light;
    pixels[index * 3 + 2] = colour[2] * light;
  };
}

/** Open water: broad darker and lighter reaches, small waves across the wind. */
function seaOf(size: number, { broad, fine }: Fields, random: Random): Material {
  const [red, green, blue] = vary(random.pick(deepWaters), random, 0.12);
  const waves = noiseField(size, { cells: [5, 2.6, 1.6], stretch: random.uniform(1.6, 3) }, random.stream('waves'));
  const swell = random.uniform(0.03, 0.12);
  return (pixels, index) => {
    const light = 1 + 0.09 * broad[index] + swell * waves[index] + 0.03 * fine[index];
    pixels[index * 3] = red * light;
    pixels[index * 3 + 1] = green * light;
    pixels[index * 3 + 2] = blue * light;
  };
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

/** Land, beach, foam, shallow and deep water, by the distance from the shore. */
function coast(site: Site, water: Water, fields: Fields, land: Material, sea: Material): Material {
  const { beach } = water;
  const { middle, fine } = fields;
  const offShore = distanceOffShore(site, water, fields);
  return (pixels, index) => {
    const out = offShore(index);
    if (out < 0) {
      land(pixels, index);
      const light = 1 + 0.08 * middle[index] + 0.06 * fine[index];
      if (out > -beach) blend(pixels, index, sand, clamp((out + beach) / 2), light);
      return;
    }
    sea(pixels, index);
    blend(pixels, index, shallowWater, 1 - clamp(out / (2 + 3 * beach)) ** 0.6, 1);
    blend(pixels, index, foam, clamp(1 - Math.abs(out - 2 - 2 * middle[index]) / 1.2) * clamp(beach / 8) * 0.5, 1);
  };
}

/** Lays a colour over a pixel; `share` 1 hides what was there. */
function blend(pixels: Float32Array, index: number, colour: Colour, share: number, light: number): void {
  for (let channel = 0; channel < 3; channel++) {
    const at = index * 3 + channel;
    pixels[at] += (colour[channel] * light - pixels[at]) * share;
  }
}

/** The colour at `share` of a ramp's way. */
function fromRamp(pixels: Float32Array, index: number, colours: Float32Array, share: number, light: number): void {
  const step = Math.round(clamp(share) * 255) * 3;
  pixels[index * 3] = colours[step] * light;
  pixels[index * 3 + 1] = colours[step + 1] * light;
  pixels[index * 3 + 2] = colours[step + 2] * light;
}

function clamp(value: number): number {
  return Math.max(0, Math.min(1, value));
}
