import { expect, it } from 'vitest';
import { tensor } from '../evaluate.js';
import { runOnRuntime } from '../testing.js';
import { input } from './input.js';
import { sigmoid } from './sigmoid.js';
import { testElementwise } from './testing.js';

testElementwise('sigmoid', sigmoid, {
  smooth: [[-2.5, 0, 0.01, 20]],
  extreme: [[-1e4, -104, -88, -20, -1, 0, 1, 20, 1e4, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});

it('keeps within 0 and 1 and to a millionth of itself on ONNX Runtime, whose own Sigmoid does not', async () => {
  const points = tensor(
    [20001],
    Array.from({ length: 20001 }, (_, i) => Math.fround(i / 125 - 80)),
  );
  const x = input('x0', points.shape);
  const [{ data }] = await runOnRuntime([sigmoid(x)], [x], [points]);
  let worst = 0;
  points.data.forEach((at, i) => {
    expect(Number(data[i])).toBeLessThanOrEqual(1);
    worst = Math.max(worst, Math.abs(Number(data[i]) * (1 + Math.exp(-at)) - 1));
  });
  expect(worst).toBeLessThan(1e-6);
});
