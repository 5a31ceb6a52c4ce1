import type { Random } from '../../../foundation/random.js';

/** How a field of noise is made. */
export interface NoiseShape {
  /** Distance between lattice points, pixels, per octave; the first octave weighs most, each later one half as much. */
  readonly cells: readonly number[];
  /** Stretches the cells along x, as waves and ploughed rows are stretched. */
  readonly stretch?: number;
}

/** Noise that everything on one picture shares: broad as landscape, middling as patches, fine as leaves and gravel. */
export interface Fields {
  readonly broad: Float32Array;
  readonly middle: Float32Array;
  readonly fine: Float32Array;
}

export function noiseFields(size: number, random: Random): Fields {
  return {
    broad: noiseField(size, { cells: [size / 3, size / 7, size / 16, size / 40] }, random.stream('broad')),
    middle: noiseField(size, { cells: [18, 9, 5] }, random.stream('middle')),
    fine: noiseField(size, { cells: [2.2, 1.3] }, random.stream('fine')),
  };
}

/**
 * Value noise: smooth random hills in [-1, 1], row by row, `size * size` values.
 * (Lattice noise with smoothstep interpolation, Ebert et al., Texturing and Modeling, ch. 2.)
 */
export function noiseField(size: number, shape: NoiseShape, random: Random): Float32Array {
  const field = new Float32Array(size * size);
  let weight = 1;
  let weights = 0;
  for (const cell of shape.cells) {
    addOctave(field, size, cell * (shape.stretch ?? 1), cell, weight, random);
    weights += weight;
    weight /= 2;
  }
  for (let index = 0; index < field.length; index++) field[index] /= weights;
  return field;
}

function addOctave(
  field: Float32Array,
  size: number,
  cellX: number,
  cellY: number,
  weight: number,
  random: Random,
): void {
  const columns = Math.ceil(size / cellX) + 2;
  const offsetX = random.uniform();
  const offsetY = random.uniform();
  const lattice = new Float32Array(columns);
  /** The next row of the lattice, interpolated along x. */
  const nextRow = (row: Float32Array): Float32Array => {
    random.fill(lattice, -weight, weight);
    for (let x = 0; x < size; x++) {
      const at = x / cellX + offsetX;
      const left = Math.floor(at);
      row[x] = lattice[left] + (lattice[left + 1] - lattice[left]) * smooth(at - left);
    }
    return row;
  };
  let above = nextRow(new Float32Array(size));
  let below = nextRow(new Float32Array(size));
  for (let y = 0, current = 0; y < size; y++) {
    const at = y / cellY + offsetY;
    for (; current < Math.floor(at); current++) [above, below] = [below, nextRow(above)];
    const down = smooth(at - current);
    const start = y * size;
    for (let x = 0; x < size; x++) field[start + x] += above[x] + (below[x] - above[x]) * down;
  }
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}

/** Uncorrelated grain with unit variance (a table of normals read from random starts, which the eye cannot tell). */
export function grainField(length: number, random: Random): Float32Array {
  const table = Float32Array.from({ length: 8192 }, () => random.normal());
  const field = new Float32Array(length);
  const run = 509;
  for (let start = 0; start < length; start += run) {
    const from = random.integer(0, table.length - run);
    field.set(table.subarray(from, from + Math.min(run, length - start)), start);
  }
  return field;
}
