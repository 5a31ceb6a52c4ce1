import { KeelError } from '../../foundation/errors.js';
import { gradient } from '../gradient.js';
import { add } from '../ops/add.js';
import { areFinite } from '../ops/are-finite.js';
import { constant } from '../ops/constant.js';
import { copy } from '../ops/copy.js';
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
import { assertSetting, type Optimiser, type UpdateInputs } from './optimiser.js';
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

/** A tensor that an update reads as an input and writes anew as an output. */
export interface Carried {
  readonly name: string;
  readonly size: number;
  /** The input. */
  readonly value: Value;
  /** The output, flat. */
  readonly next: Value;
}

/** The gradient of a parameter over the batches of an update. */
export interface Gradient {
  /** `gradient.backbone.conv1.weight`. */
  readonly name: string;
  readonly size: number;
  /** The batches before this one, an input; undefined where every batch makes an update. */
  readonly before: Value | undefined;
  /** This batch included, flat. No two gradients are the same value. */
  readonly total: Value;
}

/** An update, from gradients, clip factor and `accepted`. */
export interface UpdateGraph {
  /** Parameters under their own names, and what the optimiser keeps: `momentum.backbone.conv1.weight`. */
  readonly state: readonly Carried[];
  /** A sum that is finite only if everything that the update made is. */
  readonly update: Value;
  /** The gate: whether the batch was accepted, and learning rate and update are finite. */
  readonly applied: Value;
}

/** A training step as values of one graph. */
export interface StepGraph {
  /** Names of the parameters, in the order of `gradients` and `squares`. */
  readonly parameters: readonly string[];
  readonly gradients: readonly Gradient[];
  /** What every batch gives: `loss`, `parts.<name>`, `gradientNorm` and the following. */
  readonly batch: Readonly<Record<string, Value>> & {
    /** Sums of the squares of each gradient. */
    readonly squares: Value;
    readonly clipFactor: Value;
    /** Whether loss, parts and norm are finite. */
    readonly accepted: Value;
  };
  /** The update by clipped gradients. */
  readonly clipped: UpdateGraph;
  /** The same where the clip factor is 1, without the multiplications by it. */
  readonly unclipped: UpdateGraph;
}

interface Trained {
  readonly name: string;
  readonly value: Value;
  readonly rateMultiplier: number;
  readonly decayMultiplier: number;
}

/**
 * Builds forward, gradient, norm, clipping, update and gate. Scalar inputs besides the caller's own are `learningRate`
 * and the optimiser's numbers.
 * Throws `training/no-parameters`, `training/not-an-input`, `training/unused-parameter`, `training/setting`,
 * `graph/duplicate-name`, `graph/not-scalar`.
 */
export function stepGraph(description: StepDescription): StepGraph {
  const { loss, parts = {}, optimiser, maxNorm = 35, accumulate = 1 } = description;
  assertSetting('maxNorm', maxNorm, maxNorm > 0, '> 0');
  assertSetting('accumulate', accumulate, Number.isInteger(accumulate) && accumulate >= 1, '1, 2, 3, ...');
  const trained = trainedOf(description);
  if (trained.length === 0) throw new KeelError('training/no-parameters');
  const gradients = gradientsOf(loss, trained, accumulate);
  const totals = gradients.map(({ total }) => total);
  const { norm, squares } = atScope('step.norm', () => scaledNorm(totals));
  const clipFactor = atScope('step.clip', () => clipFactorOf(norm, maxNorm));
  const scalar = (value: Value) => atScope('step', () => reshape(value, []));
  const scalarParts = Object.entries(parts).map(([name, part]) => [name, scalar(part)] as const);
  const reported = { loss: scalar(loss), ...prefixed('parts', scalarParts), gradientNorm: norm };
  const accepted = atScope('step.gate', () => allFinite(Object.values(reported)));

  const rate = input('learningRate', []);
  const numbers = Object.fromEntries(Object.keys(optimiser.numbers(0)).map((name) => [name, input(name, [])]));
  const kept = trained.map(({ name, value }) =>
    optimiser.state.map((what) => input(`${what}.${name}`, [sizeOf(value.shape)])),
  );
  const update = (scope: string, factor?: Value): UpdateGraph => {
    const updates = trained.map((parameter, index) =>
      atScope(`${scope}.${parameter.name}`, () => {
        const gradient = factor === undefined ? totals[index] : multiply(totals[index], factor);
        return updateOf(optimiser, parameter, { gradient, state: kept[index], rate, numbers });
      }),
    );
    return atScope(`${scope}.gate`, () => {
      const sum = updates.flatMap(({ watched }) => watched.map((value) => reduceSum(value))).reduce(add);
      const applied = logicalAnd(accepted, allFinite([rate, sum]));
      return { state: updates.flatMap(({ carried }) => carried), update: sum, applied };
    });
  };
  const unclipped = update('step.unclipped');
  return {
    parameters: trained.map(({ name }) => name),
    gradients,
    batch: { ...reported, squares, clipFactor, accepted },
    clipped: maxNorm === Number.POSITIVE_INFINITY ? unclipped : update('step.update', clipFactor),
    unclipped,
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

/** The gradients of a batch, added to those of the batches before it. */
function gradientsOf(loss: Value, trained: readonly Trained[], accumulate: number): Gradient[] {
  const share = atScope('step', () => (accumulate === 1 ? loss : multiply(loss, constant(1 / accumulate))));
  const values = trained.map(({ value }) => value);
  const seen = new Set<Value>();
  return gradient(share, values).map((value, index) => {
    const { name } = trained[index];
    return atScope(`step.gradient.${name}`, () => {
      const flat = reshape(value, [sizeOf(value.shape)]);
      const before = accumulate === 1 ? undefined : input(`gradient.${name}`, flat.shape);
      const total = before === undefined ? own(flat, seen) : add(before, flat);
      return { name: `gradient.${name}`, size: sizeOf(flat.shape), before, total };
    });
  });
}

/** The value, or a copy where memory of its own cannot be had otherwise: what others are too, inputs and constants. */
function own(value: Value, seen: Set<Value>): Value {
  const isFree = value.node.inputs.length > 0 && !seen.has(value);
  seen.add(value);
  return isFree ? value : copy(value);
}

/** As `torch.nn.utils.clip_grad_norm_`: min(1, max / (norm + 1e-6)). */
function clipFactorOf(norm: Value, maxNorm: number): Value {
  if (maxNorm === Number.POSITIVE_INFINITY) return constant(1);
  return minimum(constant(1), unguardedDivide(constant(maxNorm), add(norm, constant(1e-6))));
}

/** A parameter's update, and which of its results the gate has to look at. */
function updateOf(
  optimiser: Optimiser,
  { name, value, rateMultiplier, decayMultiplier }: Trained,
  { rate, state, ...inputs }: Pick<UpdateInputs, 'gradient' | 'state' | 'rate' | 'numbers'>,
): { carried: Carried[]; watched: Value[] } {
  const size = sizeOf(value.shape);
  const made = optimiser.update({
    ...inputs,
    parameter: reshape(value, [size]),
    state,
    rate: rateMultiplier === 1 ? rate : multiply(rate, constant(rateMultiplier)),
    decayMultiplier,
  });
  const states = optimiser.state.map((what, index): Carried => {
    return { name: `${what}.${name}`, size, value: state[index], next: made.state[index] };
  });
  const hidden = optimiser.hidden.map((what) => made.state[optimiser.state.indexOf(what)]);
  return { carried: [{ name, size, value, next: made.parameter }, ...states], watched: [made.parameter, ...hidden] };
}

function allFinite(scalars: readonly Value[]): Value {
  return scalars.map(areFinite).reduce(logicalAnd);
}
