import { describe, expect, it } from 'vitest';
import { evaluate, tensor } from '../evaluate.js';
import { constant } from '../ops/constant.js';
import { input } from '../ops/input.js';
import { gradientError, runtimeError } from '../testing.js';
import { rotationInvariantPool } from './rotation-invariant-pool.js';
import { between } from './testing.js';

describe('rotationInvariantPool', () => {
  it('takes the strongest of the orientations that stand side by side', () => {
    const features = constant([1, 5, 2, 0, 4, 3, 9, -1, 0, 0, 0, 0, -7, -6, -5, -8], [1, 8, 1, 2]);
    const [pooled] = evaluate([rotationInvariantPool(features, 4)]);
    expect(pooled).toEqual(tensor([1, 2, 1, 2], [9, 5, 0, 0]));
  });

  it('has the gradient of central differences and runs on ONNX Runtime', async () => {
    const features = between(-1, 1, [2, 16, 3, 2], 1);
    expect(gradientError((x) => rotationInvariantPool(x), [features])).toBeLessThan(1e-8);
    expect(await runtimeError((x) => rotationInvariantPool(x), [features])).toBe(0);
  });

  it('refuses channels that are no multiple of the orientations', () => {
    expect(() => rotationInvariantPool(input('x', [1, 12, 2, 2]))).toThrowError(
      expect.objectContaining({ code: 'graph/shape' }),
    );
  });
});
