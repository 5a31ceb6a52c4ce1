/** When to expect the effect of a box, in epochs counted from 1 (catalogue, section 1.4). */
export interface Timing {
  /** Chance that one visit of the image brings the box into the loss. */
  readonly probability: number;
  /** The epoch by whose end it has happened with a chance of one half. */
  readonly epoch: number;
}

/** Stock sampler of the RoI head: this many proposals an image, at most a quarter of them positive. */
const sampledPositives = 512 * 0.25;

/** Proposals kept an image, at most, before the ground truths are added. */
const maxProposals = 2000;

/**
 * Proposals that reach IoU 0.5 with a ground truth once the proposal stage has learned, the ground truth itself included.
 * An estimate: with the stock NMS at IoU 0.8 a handful survive round one object.
 */
const positivesPerObject = 5;

/** Positives before sampling in an image of so many ground truths: an estimate, low at the start of a run. */
export function estimatedPositives(objects: number): number {
  return Math.min(objects * positivesPerObject, maxProposals + objects);
}

/** Chance that the sampler takes one given positive out of `positives`. */
export function samplingProbability(positives: number): number {
  return Math.min(1, sampledPositives / positives);
}

/** When something that happens with the given chance each epoch is first seen. */
export function timingOf(probability: number): Timing {
  const epoch = probability >= 1 ? 1 : Math.max(1, Math.ceil(Math.log(0.5) / Math.log(1 - probability)));
  return { probability, epoch };
}

/** Chance that nothing has happened by the end of so many epochs. */
export function chanceOfNothing(probability: number, epochs: number): number {
  return (1 - probability) ** epochs;
}
