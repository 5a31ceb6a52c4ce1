import { KeelError } from '../../foundation/errors.js';
import type { StateTensor } from './rotating-state.js';

/** Everything that training goes on from, by name: parameters, fixed inputs, what the optimiser keeps, `updates`. */
export type SavedState = ReadonlyMap<string, Float32Array | BigInt64Array>;

/** Name of the count of updates, an int64 of one element. */
export const updatesName = 'updates';

/** What is to be restored. */
export interface Restored {
  readonly tensors: ReadonlyMap<string, ArrayLike<number>>;
  readonly updates: number;
}

/**
 * Checks that a saved state fits. It must hold all that is `needed`, and all or nothing of what the optimiser keeps:
 * weights alone start with an optimiser at zero and no updates.
 * Throws `training/state-names`, `training/state-size`, `training/non-finite-state`.
 */
export function restored(
  saved: ReadonlyMap<string, ArrayLike<number> | BigInt64Array>,
  needed: readonly StateTensor[],
  kept: readonly StateTensor[],
): Restored {
  const isWhole = kept.some(({ name }) => saved.has(name)) || saved.has(updatesName);
  const wanted = isWhole ? [...needed, ...kept] : needed;
  const names = new Set([...wanted.map(({ name }) => name), updatesName]);
  const missing = [...names].filter((name) => !saved.has(name) && (isWhole || name !== updatesName));
  const unknown = [...saved.keys()].filter((name) => !names.has(name));
  if (missing.length > 0 || unknown.length > 0) {
    throw new KeelError('training/state-names', { missing: listed(missing), unknown: listed(unknown) });
  }
  const tensors = wanted.map(({ name, size }): [string, ArrayLike<number>] => {
    const values = saved.get(name) as ArrayLike<number> | BigInt64Array;
    if (values instanceof BigInt64Array || values.length !== size) {
      throw new KeelError('training/state-size', { name, expected: size, got: `${values.length}` });
    }
    assertFinite(name, values);
    return [name, values];
  });
  return { tensors: new Map(tensors), updates: isWhole ? Number(saved.get(updatesName)?.[0]) : 0 };
}

function assertFinite(name: string, values: ArrayLike<number>): void {
  let count = 0;
  for (let i = 0; i < values.length; i += 1) if (!Number.isFinite(Math.fround(values[i]))) count += 1;
  if (count > 0) throw new KeelError('training/non-finite-state', { name, count });
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return '-';
  return names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')}, … (${names.length})`;
}
