import type { ChainStep, Consequence } from '../foundation/finding.js';
import { chainOf, consequencesOf, problemConsequences } from './consequences/index.js';
import type { AuditedImage, ObjectShape, Report, Rule, TrainSetup } from './types.js';

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

  /** Explains what a rule reports of an image: an object that trains, or a file that cannot be read. */
  of({ problem }: Report, shape: ObjectShape | undefined, image: AuditedImage, rule: Rule): Explanation {
    if (problem !== undefined) return { consequences: problemConsequences(problem, image, this.#train) };
    if (shape === undefined || !rule.consequential) return { consequences: [] };
    return this.#ofShape(shape, image, rule);
  }

  #ofShape(shape: ObjectShape, image: AuditedImage, rule: Rule): Explanation {
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
    const worst = known.consequences.find(({ permanent }) => permanent)?.where;
    known.chain ??= chainOf(shape, image, this.#train, worst);
    return known;
  }
}
