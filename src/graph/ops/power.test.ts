import { describe, expect, it } from 'vitest';
import { KeelError } from '../../foundation/errors.js';
import { tensor } from '../evaluate.js';
import { constant } from './constant.js';
import { power, unguardedPower } from './power.js';
import { gradientAt, testElementwise } from './testing.js';

const bases = [-3, -1, 0, 0.5, 1, 7, 1e-20, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

for (const exponent of [0, 1, 2, 3, 7]) {
  testElementwise(`power ${exponent}`, (x) => power(x, exponent), { smooth: [[-1.3, 0, 0.5, 1.2]], extreme: [bases] });
}

for (const exponent of [-1, -2, -3, 0.5, 1.5, -0.5]) {
  testElementwise(`unguardedPower ${exponent}`, (x) => unguardedPower(x, exponent), {
    smooth: [[0.5, 0.9, 1.2]],
    extreme: [[-3, -1, 0, 0.5, 1, 7, 100, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
  });
}

testElementwise('unguardedPower of two values', unguardedPower, {
  smooth: [
    [0.5, 1, 2, 3],
    [2, -1, 0, 0.3],
  ],
  extreme: [
    [0.5, 1, 2, 0, 0, 0, -2, 2, 1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    [2, -1, 0, 0, 2, -1, 2, 200, 9, 2, 3, 2],
  ],
});

describe('power', () => {
  it('has gradient 0 where base or exponent are 0, as in PyTorch', () => {
    const [base, exponent] = [tensor([3], [0, 0, 2]), tensor([3], [0, 2, 0])];
    expect(gradientAt(unguardedPower, base, exponent)).toEqual([
      [0, 0, 0],
      [0, 0, Math.log(2)],
    ]);
    expect(gradientAt((x) => power(x, 2), tensor([1], [0]))).toEqual([[0]]);
  });

  it('refuses exponents that could give NaN or infinity', () => {
    for (const exponent of [-1, 0.5, Number.NaN]) expect(() => power(constant(2), exponent)).toThrow(KeelError);
  });
});
