import { describe, expect, it } from 'vitest';
import { tensor } from '../evaluate.js';
import { gradientError, numbers } from '../testing.js';
import { multiply } from './multiply.js';

describe('multiply', () => {
  it.each([
    [
      [2, 3],
      [2, 3],
    ],
    [[2, 3], [3]],
    [
      [2, 1, 3],
      [4, 1],
    ],
    [[], [2]],
  ])('has the gradient of central differences for %j · %j', (a, b) => {
    const points = [a, b].map((shape, i) =>
      tensor(
        shape,
        numbers(
          shape.reduce((x, y) => x * y, 1),
          i + 1,
        ),
      ),
    );
    expect(gradientError(multiply, points)).toBeLessThan(1e-8);
  });
});
