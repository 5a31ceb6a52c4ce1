import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/**
 * Random numbers that a seed fixes, by xoroshiro128+.
 *
 * A stream is named by its path: `new Random(7, 'image', 3)` gives the same numbers whatever else was drawn before, so
 * that parts made on different threads, or in another order, come out the same.
 */
export class Random {
  readonly #generator: RandomGenerator;
  readonly #path: readonly (number | string)[];

  constructor(seed: number, ...path: readonly (number | string)[]) {
    this.#path = [seed, ...path];
    const digest = createHash('sha256').update(JSON.stringify(this.#path)).digest();
    this.#generator = xoroshiro128plusFromState([0, 4, 8, 12].map((offset) => digest.readInt32LE(offset)));
  }

  /** A stream of its own, below this one; draws nothing from this one. */
  stream(...path: readonly (number | string)[]): Random {
    const [seed, ...own] = this.#path;
    return new Random(seed as number, ...own, ...path);
  }

  /** Uniform in [from, to). */
  uniform(from = 0, to = 1): number {
    return from + (to - from) * uniformFloat64(this.#generator);
  }

  /** Fills an array with numbers uniform in [from, to), of 32 random bits each: half the work of `uniform`. */
  fill<Numbers extends Float32Array | Float64Array>(numbers: Numbers, from = 0, to = 1): Numbers {
    const scale = (to - from) / 2 ** 32;
    for (let index = 0; index < numbers.length; index++) {
      numbers[index] = from + (this.#generator.next() + 2 ** 31) * scale;
    }
    return numbers;
  }

  /** Uniform whole number in [from, to]. */
  integer(from: number, to: number): number {
    return uniformInt(this.#generator, from, to);
  }

  /** Normally distributed (Box and Muller 1958). */
  normal(mean = 0, deviation = 1): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** One item, each as likely as the other; the list must not be empty. */
  pick<Item>(items: readonly Item[]): Item {
    return items[this.integer(0, items.length - 1)];
  }

  /** One item, as likely as its weight; weights are positive. */
  weighted<Item>(items: readonly (readonly [item: Item, weight: number])[]): Item {
    let rest = this.uniform(
      0,
      items.reduce((sum, [, weight]) => sum + weight, 0),
    );
    for (const [item, weight] of items) {
      rest -= weight;
      if (rest < 0) return item;
    }
    return items[items.length - 1][0];
  }

  /** A shuffled copy (Fisher and Yates). */
  shuffled<Item>(items: readonly Item[]): Item[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = this.integer(0, last);
      [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
    }
    return shuffled;
  }
}
