import { KeelError } from '../../foundation/errors.js';
import type { Value } from '../types.js';

/** What an optimiser makes one parameter's update from. All tensors are flat, [n]; the others are scalars. */
export interface UpdateInputs {
  readonly parameter: Value;
  /** Gradient, clipped already. */
  readonly gradient: Value;
  /** What was kept for this parameter, in the order of `Optimiser.state`. */
  readonly state: readonly Value[];
  /** Learning rate times the multiplier of the parameter's group. */
  readonly rate: Value;
  readonly decayMultiplier: number;
  /** The numbers of this step, by the names that `Optimiser.numbers` gives them. */
  readonly numbers: Readonly<Record<string, Value>>;
}

export interface Update {
  readonly parameter: Value;
  readonly state: readonly Value[];
}

/** A rule that turns gradients into updates, as graph values. */
export interface Optimiser {
  readonly name: string;
  /** Names of what it keeps for each parameter: tensors of the parameter's size, zeros at first. */
  readonly state: readonly string[];
  /** Those of `state` that can overflow without a trace in the new parameter: the gate looks at them too. */
  readonly hidden: readonly string[];
  /** Numbers that a step needs besides the learning rate, given how many updates were made before it. */
  readonly numbers: (updates: number) => Readonly<Record<string, number>>;
  readonly update: (inputs: UpdateInputs) => Update;
}

/** Throws `training/setting` unless a setting is as it must be, which `expected` says in mathematical signs. */
export function assertSetting(name: string, value: number, isRight: boolean, expected: string): void {
  if (!isRight) throw new KeelError('training/setting', { name, expected, got: value });
}
