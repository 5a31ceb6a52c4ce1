import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { evaluate, type ReferenceTensor, type Shape, sizeOf, tensor, type Value } from '../graph/index.js';
import type { Parameters } from './parameters.js';

/** Folder of reference values of MMRotate; tests skip when it is absent. */
export const goldens = fileURLToPath(new URL('../../../shared/goldens/', import.meta.url));

/** Whether the reference values are there. */
export const haveGoldens = existsSync(goldens);

/** What MMRotate's module gave: values at a few flat indices, and norms of all. */
export interface GoldenTap {
  readonly shape: Shape;
  readonly mean: number;
  readonly l2: number;
  readonly max_abs: number;
  readonly index: readonly number[];
  readonly value: readonly number[];
}

/** One training step of MMRotate 0.3.4, as far as backbone and neck go. */
export interface Golden {
  readonly seed: number;
  readonly size: number;
  readonly batch: number;
  readonly depth: 18 | 50;
  readonly state: Readonly<Record<string, Shape>>;
  readonly frozen: readonly string[];
  /** One list for each call of the module; a module with one output has lists of one. */
  readonly taps: Readonly<Record<string, readonly (readonly GoldenTap[])[]>>;
}

/** Reads reference values, such as `s2anet_r18_256`. */
export function readGolden(name: string): Golden {
  return JSON.parse(readFileSync(`${goldens}${name}.json`, 'utf8')) as Golden;
}

/**
 * The numbers that reference values were made from: in [-1, 1), a counter hashed under a name, and then scaled.
 */
export function goldenNumbers(name: string, count: number, scale = 1, offset = 0): Float32Array {
  let start = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) start = Math.imul(start ^ byte, 0x01000193);
  const numbers = new Float32Array(count);
  for (let index = 0; index < count; index += 1) {
    let hash = (start + Math.imul(index, 0x9e3779b9)) | 0;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    numbers[index] = offset + scale * (((hash ^ (hash >>> 16)) >>> 0) / 2 ** 31 - 1);
  }
  return numbers;
}

/** The values of a state-dict entry of a reference. */
export function goldenState(seed: number, key: string, shape: Shape): Float32Array {
  return goldenNumbers(`${seed}:${key}`, sizeOf(shape), ...scaleAndOffset(key, shape));
}

const denseClassification = /(retina_cls|fam_cls|odm_cls)/;
const lastLayers = /(retina_cls|retina_reg|fam_cls|fam_reg|odm_cls|odm_reg|rpn_cls|rpn_reg|fc_cls|fc_reg)/;

function scaleAndOffset(key: string, shape: Shape): [scale: number, offset: number] {
  if (key.endsWith('running_mean')) return [0.05, 0];
  if (key.endsWith('running_var')) return [0.2, 1];
  if (key.endsWith('bias')) return denseClassification.test(key) ? [0, -Math.log(99)] : [0.05, 0];
  if (shape.length === 1) return [0.2, 0.8];
  return [gain(key) * Math.sqrt(3 / sizeOf(shape.slice(1))), 0];
}

function gain(key: string): number {
  if (lastLayers.test(key)) return 0.5;
  if (key.startsWith('backbone')) return 1.05;
  return key.startsWith('neck') ? 0.7 : 1.4;
}

/** The images of a reference, [batch, 3, size, size], normalised. */
export function goldenImages({ seed, size, batch }: Pick<Golden, 'seed' | 'size' | 'batch'>): Float32Array {
  const images = new Float32Array(batch * 3 * size * size);
  for (let image = 0; image < batch; image += 1) {
    images.set(goldenNumbers(`${seed}:image:${image}`, 3 * size * size, 1.7), image * 3 * size * size);
  }
  return images;
}

/** Values for all parameters of a network and for its images, from the generator of the reference values. */
export function goldenFeeds(parameters: Parameters, images: Value, seed = 1): Map<Value, ReferenceTensor> {
  const feeds = new Map([[images, tensor(images.shape, goldenNumbers(`${seed}:images`, sizeOf(images.shape), 1.7))]]);
  for (const { name, value } of parameters.all) {
    feeds.set(value, tensor(value.shape, goldenState(seed, name, value.shape)));
  }
  return feeds;
}

/**
 * Largest difference between derived gradients and central differences of the float64 reference, at `samples` elements
 * of every value, relative to the element or to the root mean square of its tensor, whichever is larger.
 */
export function sampledGradientError(
  loss: Value,
  derived: ReadonlyMap<Value, ArrayLike<number>>,
  feeds: ReadonlyMap<Value, ReferenceTensor>,
  samples: number,
  step = 1e-6,
): number {
  let worst = 0;
  for (const [value, gradient] of derived) {
    const { shape, data } = feeds.get(value) as ReferenceTensor;
    const scale = Math.sqrt(Array.from(gradient).reduce((sum, g) => sum + g * g, 0) / data.length);
    for (let sample = 0; sample < Math.min(samples, data.length); sample += 1) {
      // Elements spread over the tensor, not in step with its rows.
      const at = Math.floor(((sample + 0.382) / samples) * data.length);
      const moved = (by: number) => {
        const point = tensor(shape, data.with(at, data[at] + by));
        return evaluate([loss], new Map([...feeds, [value, point]]))[0].data[0];
      };
      const numeric = (moved(step) - moved(-step)) / (2 * step);
      worst = Math.max(worst, Math.abs(gradient[at] - numeric) / Math.max(scale, Math.abs(numeric), 1e-12));
    }
  }
  return worst;
}
