import sharp from 'sharp';
import type { Random } from '../../foundation/random.js';
import { type Fields, grainField, noiseFields } from './ground/noise.js';
import { paintGround } from './ground/paint-ground.js';
import { paintTrees } from './ground/trees.js';
import type { Site } from './scenes/site.js';
import { siteDrawing } from './site-drawing.js';

/** An uncompressed picture: red, green, blue per pixel, row by row. */
export interface Picture {
  readonly size: number;
  readonly pixels: Buffer;
}

/**
 * Paints a site as a satellite would see it: ground, surfaces, trees, structures and objects, then the haze, blur and
 * grain of the camera. The same site and stream give the same bytes with the same version of sharp.
 */
export async function renderSite(site: Site, random: Random): Promise<Picture> {
  const { size } = site;
  const drawing = siteDrawing(site, random.stream('objects'));
  const surfaces = await rasterise(drawing.surfaces, size);
  const things = await rasterise(drawing.things, size);
  const fields = noiseFields(size, random.stream('fields'));
  const pixels = paintGround(site, fields, random.stream('ground'));
  blend(pixels, surfaces);
  weather(pixels, surfaces, fields);
  const taken = new Uint8Array(size * size);
  for (let index = 0; index < taken.length; index++) taken[index] = surfaces[index * 4 + 3] | things[index * 4 + 3];
  paintTrees(pixels, taken, site, fields, random.stream('trees'));
  blend(pixels, things);
  return photograph(pixels, size, random.stream('camera'));
}

async function rasterise(svg: string, size: number): Promise<Buffer> {
  const { data, info } = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  if (info.width !== size || info.height !== size || info.channels !== 4) throw new RangeError('unexpected raster');
  return data;
}

/** Lays a drawing with transparency over the pixels. */
function blend(pixels: Float32Array, drawing: Buffer): void {
  for (let index = 0; index * 4 < drawing.length; index++) {
    const opacity = drawing[index * 4 + 3] / 255;
    if (opacity === 0) continue;
    for (let channel = 0; channel < 3; channel++) {
      const at = index * 3 + channel;
      pixels[at] += (drawing[index * 4 + channel] - pixels[at]) * opacity;
    }
  }
}

/** Stains and wear on what people have paved. */
function weather(pixels: Float32Array, surfaces: Buffer, { broad, middle, fine }: Fields): void {
  for (let index = 0; index < broad.length; index++) {
    const paved = surfaces[index * 4 + 3] / 255;
    if (paved === 0) continue;
    const light = 1 + paved * (0.08 * broad[index] + 0.07 * middle[index] + 0.06 * fine[index]);
    for (let channel = 0; channel < 3; channel++) pixels[index * 3 + channel] *= light;
  }
}

/** What the camera adds: paler colours, haze, a tint, a little blur, grain. Clamped arrays round and clip by themselves. */
async function photograph(pixels: Float32Array, size: number, random: Random): Promise<Picture> {
  const haze = random.uniform(0, 0.1);
  const gain = random.uniform(0.94, 1.1) * (1 - haze);
  const [red, green, blue] = [gain * random.uniform(0.97, 1.03), gain, gain * random.uniform(0.96, 1.04)];
  const pale = random.uniform(0.1, 0.3);
  const seen = new Uint8ClampedArray(pixels.length);
  for (let at = 0; at < pixels.length; at += 3) {
    const grey = pale * (0.3 * pixels[at] + 0.59 * pixels[at + 1] + 0.11 * pixels[at + 2]);
    seen[at] = (pixels[at] * (1 - pale) + grey) * red + 158 * haze;
    seen[at + 1] = (pixels[at + 1] * (1 - pale) + grey) * green + 168 * haze;
    seen[at + 2] = (pixels[at + 2] * (1 - pale) + grey) * blue + 176 * haze;
  }
  const blurred = await sharp(seen, { raw: { width: size, height: size, channels: 3 } })
    .blur(random.uniform(0.45, 0.7))
    .raw()
    .toBuffer();
  const grain = grainField(size * size, random);
  const strength = random.uniform(1.2, 3.2);
  const grainy = new Uint8ClampedArray(blurred.buffer, blurred.byteOffset, blurred.length);
  for (let index = 0; index < grain.length; index++) {
    const speck = grain[index] * strength;
    grainy[index * 3] += speck;
    grainy[index * 3 + 1] += speck;
    grainy[index * 3 + 2] += speck;
  }
  return { size, pixels: blurred };
}
