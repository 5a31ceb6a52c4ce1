import type { ChainStep, Consequence } from '../foundation/finding.js';
import { chainOf, consequencesOf } from './consequences/index.js';
import type { AuditedImage, ObjectShape, Rule, TrainSetup } from './types.js';

/** What a finding says about training. */
export interface Explanation {
  readonly consequences: readonly Consequence[];
  readonly chain?: readonly ChainStep[];
}

/** Findings of one rule, in one run of files, that are followed to the weights though no weights are lost. */
const chainsPerRule = 24;

/**
 * Explains findings of a run of files. Consequences are dear and several rules may report one object, so each object is
 * followed once. The step-by-step chain is longer still: every box that loses the weights gets one, and the first few
 * of each rule.
 */
export class Explanations {
  readonly #train: TrainSetup;
  readonly #chainsOf = new Map<string, number>();
  #image: AuditedImage | undefined;
  #known = new Map<ObjectShape, { consequences: readonly Consequence[]; chain?: readonly ChainStep[] }>();

  constructor(train: TrainSetup) {
    this.#train = train;
  }

  /** Explains one object's finding of one rule. */
  of(shape: ObjectShape, image: AuditedImage, rule: Rule): Explanation {
    if (!rule.consequential) return { consequences: [] };
    if (image !== this.#image) {
      this.#image = image;
      this.#known = new Map();
    }
    const known = this.#known.get(shape) ?? { consequences: consequencesOf(shape, image, this.#train) };
    this.#known.set(shape, known);
    const chains = this.#chainsOf.get(rule.code) ?? 0;
    if (chains >= chainsPerRule && !known.consequences.some(({ permanent }) => permanent)) {
      return { consequences: known.consequences };
    }
    this.#chainsOf.set(rule.code, chains + 1);
    known.chain ??= chainOf(shape, image, this.#train);
    return known;
  }
}
