import { KeelError } from '../../foundation/errors.js';
import { gradient } from '../gradient.js';
import { add } from '../ops/add.js';
import { areFinite } from '../ops/are-finite.js';
import { constant } from '../ops/constant.js';
import { unguardedDivide } from '../ops/divide.js';
import { input, inputName } from '../ops/input.js';
import { logicalAnd } from '../ops/logical-and.js';
import { minimum } from '../ops/minimum.js';
import { multiply } from '../ops/multiply.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { reshape } from '../ops/reshape.js';
import { atScope } from '../scope.js';
import type { Value } from '../types.js';
import { nodesOf, sizeOf } from '../value.js';
import { assertSetting, type Optimiser } from './optimiser.js';
import { prefixed } from './prefixed.js';
import { scaledNorm } from './scaled-norm.js';

/** Parameters that are updated with multiples of the learning rate and the weight decay. */
export interface ParameterGroup {
  readonly parameters: readonly Value[];
  /** 1 by default. */
  readonly rateMultiplier?: number;
  /** 1 by default; 0 keeps norms and biases from decaying. */
  readonly decayMultiplier?: number;
}

/** What a training step is made from. */
export interface StepDescription {
  /** The scalar to make small. */
  readonly loss: Value;
  /** Scalars that the loss is made of, by name: reported, and looked at by the gate. */
  readonly parts?: Readonly<Record<string, Value>>;
  /** Graph inputs to update, alone (multipliers of 1) or in groups. */
  readonly parameters: readonly (Value | ParameterGroup)[];
  readonly optimiser: Optimiser;
  /** Norm of all gradients together above which they are scaled down to it; 35 by default, `Infinity` never clips. */
  readonly maxNorm?: number;
  /** How many batches an update averages over; 1 by default. */
  readonly accumulate?: number;
}

/** Tensors that a step reads as one input and writes anew as an output. */
export interface Carried {
  readonly name: string;
  readonly size: number;
  /** The input. */
  readonly value: Value;
  /** The output, flat. */
  readonly next: Value;
}

/** A training step as values of one graph. */
export interface StepGraph {
  /** Names of the parameters, in the order of `squares`. */
  readonly parameters: readonly string[];
  /** Parameters under their own names, and what the optimiser keeps: `momentum.backbone.conv1.weight`. */
  readonly state: readonly Carried[];
  /** Sums of gradients over the batches of an update; empty where every batch makes one. */
  readonly gradients: readonly Carried[];
  /** What every batch gives. */
  readonly batch: Readonly<Record<string, Value>> & { readonly squares: Value; readonly accepted: Value };
  /** What an update gives besides. */
  readonly update: Readonly<Record<string, Value>> & { readonly applied: Value };
}

interface Trained {
  readonly name: string;
  readonly value: Value;
  readonly rateMultiplier: number;
  readonly decayMultiplier: number;
}

/**
 * Builds forward, gradient, norm, clipping, update and gate. Scalar inputs besides the caller's own are `learningRate`
 * and the optimiser's numbers. Results of the gate: `accepted` (loss, parts and norm are finite) and `applied` (learning
 * rate and everything that the update made are finite as well).
 * Throws `training/no-parameters`, `training/not-an-input`, `training/unused-parameter`, `training/setting`,
 * `graph/duplicate-name`, `graph/not-scalar`.
 */
export function stepGraph(description: StepDescription): StepGraph {
  const { loss, parts = {}, optimiser, maxNorm = 35, accumulate = 1 } = description;
  assertSetting('maxNorm', maxNorm, maxNorm > 0, '> 0');
  assertSetting('accumulate', accumulate, Number.isInteger(accumulate) && accumulate >= 1, '1, 2, 3, ...');
  const trained = trainedOf(description);
  if (trained.length === 0) throw new KeelError('training/no-parameters');
  const share = atScope('step', () => (accumulate === 1 ? loss : multiply(loss, constant(1 / accumulate))));
  const flat = gradient(
    share,
    trained.map(({ value }) => value),
  ).map((value) => atScope('step.gradient', () => reshape(value, [sizeOf(value.shape)])));
  const gradients = accumulate === 1 ? [] : trained.map((parameter, index) => accumulated(parameter, flat[index]));
  const total = accumulate === 1 ? flat : gradients.map(({ next }) => next);

  const { norm, squares } = atScope('step.norm', () => scaledNorm(total));
  const factor = atScope('step.clip', () => clipFactor(norm, maxNorm));
  const rate = input('learningRate', []);
  const numbers = Object.fromEntries(Object.keys(optimiser.numbers(0)).map((name) => [name, input(name, [])]));
  const updates = trained.map((parameter, index) => {
    const clipped = atScope(`step.clip.${parameter.name}`, () =>
      maxNorm === Number.POSITIVE_INFINITY ? total[index] : multiply(total[index], factor),
    );
    return updateOf(optimiser, parameter, clipped, { rate, numbers });
  });

  const scalar = (value: Value) => atScope('step', () => reshape(value, []));
  const scalarParts = Object.entries(parts).map(([name, part]) => [name, scalar(part)] as const);
  const reported = { loss: scalar(loss), ...prefixed('parts', scalarParts), gradientNorm: norm };
  const gate = atScope('step.gate', () => {
    const accepted = allFinite(Object.values(reported));
    const sums = updates.flatMap(({ watched }) => watched).map((value) => reduceSum(value));
    const update = sums.reduce(add);
    return { accepted, update, applied: logicalAnd(accepted, allFinite([rate, update])) };
  });
  return {
    parameters: trained.map(({ name }) => name),
    state: updates.flatMap(({ carried }) => carried),
    gradients,
    batch: { ...reported, squares, accepted: gate.accepted },
    update: { clipFactor: factor, update: gate.update, applied: gate.applied },
  };
}

/** The parameters with their groups' multipliers, in order. */
function trainedOf({ loss, parameters }: StepDescription): Trained[] {
  const reached = new Set(nodesOf([loss]));
  const names = new Set<string>();
  const groups = parameters.map((entry) => ('node' in entry ? { parameters: [entry] } : entry));
  return groups.flatMap(({ parameters: values, rateMultiplier = 1, decayMultiplier = 1 }: ParameterGroup) => {
    for (const [name, factor] of Object.entries({ rateMultiplier, decayMultiplier })) {
      assertSetting(name, factor, factor >= 0 && factor < Number.POSITIVE_INFINITY, '>= 0');
    }
    return values.map((value) => {
      const name = inputName(value);
      if (name === undefined) throw new KeelError('training/not-an-input', { name: value.name });
      if (names.has(name)) throw new KeelError('graph/duplicate-name', { name });
      if (!reached.has(value.node)) throw new KeelError('training/unused-parameter', { name });
      names.add(name);
      return { name, value, rateMultiplier, decayMultiplier };
    });
  });
}

/** Adds a batch's gradient to those before it. */
function accumulated({ name }: Trained, gradient: Value): Carried {
  const before = input(`gradient.${name}`, gradient.shape);
  const next = atScope(`step.accumulate.${name}`, () => add(before, gradient));
  return { name: `gradient.${name}`, size: sizeOf(gradient.shape), value: before, next };
}

/** As `torch.nn.utils.clip_grad_norm_`: min(1, max / (norm + 1e-6)). */
function clipFactor(norm: Value, maxNorm: number): Value {
  if (maxNorm === Number.POSITIVE_INFINITY) return constant(1);
  return minimum(constant(1), unguardedDivide(constant(maxNorm), add(norm, constant(1e-6))));
}

/** A parameter's update, and which of its results the gate has to look at. */
function updateOf(
  optimiser: Optimiser,
  { name, value, rateMultiplier, decayMultiplier }: Trained,
  gradient: Value,
  { rate, numbers }: { rate: Value; numbers: Readonly<Record<string, Value>> },
): { carried: Carried[]; watched: Value[] } {
  const size = sizeOf(value.shape);
  const kept = optimiser.state.map((what) => input(`${what}.${name}`, [size]));
  const made = atScope(`step.update.${name}`, () =>
    optimiser.update({
      parameter: reshape(value, [size]),
      gradient,
      state: kept,
      rate: rateMultiplier === 1 ? rate : multiply(rate, constant(rateMultiplier)),
      decayMultiplier,
      numbers,
    }),
  );
  const states = optimiser.state.map((what, index): Carried => {
    return { name: `${what}.${name}`, size, value: kept[index], next: made.state[index] };
  });
  const hidden = optimiser.hidden.map((what) => made.state[optimiser.state.indexOf(what)]);
  return { carried: [{ name, size, value, next: made.parameter }, ...states], watched: [made.parameter, ...hidden] };
}

function allFinite(scalars: readonly Value[]): Value {
  return scalars.map(areFinite).reduce(logicalAnd);
}
