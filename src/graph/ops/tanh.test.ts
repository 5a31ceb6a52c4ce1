import { expect, it } from 'vitest';
import { tensor } from '../evaluate.js';
import { runOnRuntime } from '../testing.js';
import { input } from './input.js';
import { tanh } from './tanh.js';
import { testElementwise } from './testing.js';

testElementwise('tanh', tanh, {
  smooth: [[-2.5, 0, 0.01, 1.5]],
  extreme: [[-1e4, -9, -1, 0, 1e-30, 9, 1e4, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});

it('never leaves ±1 on ONNX Runtime, whose own Tanh does', async () => {
  const points = tensor(
    [20001],
    Array.from({ length: 20001 }, (_, i) => i / 1000 - 10),
  );
  const x = input('x0', points.shape);
  const [{ data }] = await runOnRuntime([tanh(x)], [x], [points]);
  let largest = 0;
  for (const y of data) largest = Math.max(largest, Math.abs(Number(y)));
  expect(largest).toBe(1);
});
