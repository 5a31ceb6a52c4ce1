import type { Random } from '../../../foundation/random.js';
import { type Colour, vary } from '../paint/colour.js';
import type { Site } from '../scenes/site.js';
import type { Fields } from './noise.js';
import { distanceOffShore } from './paint-ground.js';

const crowns: readonly Colour[] = [
  [52, 74, 40],
  [44, 62, 38],
  [66, 84, 46],
  [78, 80, 48],
  [40, 56, 42],
];

/** A tree in pixels. */
interface Crown {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly colour: Colour;
}

/**
 * Draws the site's trees, and forest on the land that nothing else covers: first all shadows, then all crowns, each a
 * dome of leaves lit from the sun's side. `taken` is above 0 where something stands, one byte per pixel.
 */
export function paintTrees(pixels: Float32Array, taken: Uint8Array, site: Site, fields: Fields, random: Random): void {
  const { size, pixelsPerMetre } = site;
  const species = random.pick(crowns);
  const dress = (): Colour => vary(random.chance(0.7) ? species : random.pick(crowns), random, 0.18);
  const planted = site.trees.map((tree): Crown => {
    const [x, y] = site.toImage(tree.u, tree.v);
    return { x, y, radius: tree.radius * pixelsPerMetre, colour: dress() };
  });
  const all = [...planted, ...forest(taken, site, fields, random, dress)];
  if (all.length === 0) return;
  const leaves = fields.middle.map((patch, index) => 0.35 * patch + 0.6 * fields.fine[index]);
  const [originX, originY] = site.toImage(0, 0);
  const [sunX, sunY] = site.toImage(site.sun.u, site.sun.v);
  const away = { x: (sunX - originX) / pixelsPerMetre, y: (sunY - originY) / pixelsPerMetre };
  const shaded = new Uint8Array(size * size);
  for (const { x, y, radius } of all)
    shadowOf(shaded, size, x + away.x * radius * 1.3, y + away.y * radius * 1.3, radius, leaves);
  for (let index = 0; index < shaded.length; index++) {
    if (shaded[index]) for (let channel = 0; channel < 3; channel++) pixels[index * 3 + channel] *= 0.5;
  }
  for (const crown of all) paintCrown(pixels, size, crown, away, leaves);
}

function forest(taken: Uint8Array, site: Site, fields: Fields, random: Random, dress: () => Colour): Crown[] {
  const { size, pixelsPerMetre, ground } = site;
  if (ground.forest <= 0) return [];
  const spacing = Math.max(5, 6.5 * pixelsPerMetre);
  const offShore = ground.water ? distanceOffShore(site, ground.water, fields) : () => Number.NEGATIVE_INFINITY;
  const threshold = ground.forest * 1.3 - 0.65;
  const trees: Crown[] = [];
  for (let row = 0; row < size; row += spacing * 0.9) {
    for (let column = 0; column < size; column += spacing) {
      const x = Math.floor(column + random.uniform(-0.45, 0.45) * spacing);
      const y = Math.floor(row + random.uniform(-0.45, 0.45) * spacing);
      const radius = spacing * random.uniform(0.42, 0.68);
      const colour = dress();
      if (x < 0 || y < 0 || x >= size || y >= size) continue;
      const index = y * size + x;
      if (fields.broad[index] > threshold || offShore(index) > -(ground.water?.beach ?? 0) - 2) continue;
      if (free(taken, size, x, y, radius * 0.8)) trees.push({ x, y, radius, colour });
    }
  }
  return trees;
}

function free(taken: Uint8Array, size: number, x: number, y: number, radius: number): boolean {
  for (let turn = 0; turn < 8; turn++) {
    const px = Math.round(x + radius * Math.cos((turn * Math.PI) / 4));
    const py = Math.round(y + radius * Math.sin((turn * Math.PI) / 4));
    if (px >= 0 && py >= 0 && px < size && py < size && taken[py * size + px]) return false;
  }
  return !taken[y * size + x];
}

/** Calls `visit` for the pixels of a ragged disc; `edge` is 0 in the middle and 1 at the rim. */
function disc(
  size: number,
  x: number,
  y: number,
  radius: number,
  leaves: Float32Array,
  visit: (index: number, dx: number, dy: number, edge: number) => void,
): void {
  const [top, bottom] = [Math.max(0, Math.floor(y - radius)), Math.min(size - 1, Math.ceil(y + radius))];
  const [left, right] = [Math.max(0, Math.floor(x - radius)), Math.min(size - 1, Math.ceil(x + radius))];
  for (let py = top; py <= bottom; py++) {
    for (let px = left; px <= right; px++) {
      const dx = (px - x) / radius;
      const dy = (py - y) / radius;
      const index = py * size + px;
      const edge = dx * dx + dy * dy + leaves[index] * 0.45;
      if (edge < 1) visit(index, dx, dy, edge);
    }
  }
}

function shadowOf(shaded: Uint8Array, size: number, x: number, y: number, radius: number, leaves: Float32Array): void {
  disc(size, x, y, radius, leaves, (index) => {
    shaded[index] = 1;
  });
}

function paintCrown(
  pixels: Float32Array,
  size: number,
  { x, y, radius, colour }: Crown,
  away: { x: number; y: number },
  leaves: Float32Array,
): void {
  const length = Math.hypot(away.x, away.y);
  disc(size, x, y, radius, leaves, (index, dx, dy, edge) => {
    const towardsSun = -(dx * away.x + dy * away.y) / length;
    const light = 0.78 + 0.5 * towardsSun + 0.42 * leaves[index] - 0.22 * Math.max(0, edge);
    for (let channel = 0; channel < 3; channel++) pixels[index * 3 + channel] = colour[channel] * Math.max(0.25, light);
  });
}
