import { expect, it } from 'vitest';
import { scope } from '../graph/index.js';
import { constantly, kaimingNormal, normally, xavierUniform } from './initialisation.js';
import { Parameters } from './parameters.js';

it('names parameters by the scope they are declared in', () => {
  const parameters = new Parameters();
  const value = scope('neck', () =>
    scope('lateral_convs.0.conv', () => parameters.declare('weight', [4, 2, 1, 1], { initial: constantly(0) })),
  );
  expect(parameters.find('neck.lateral_convs.0.conv.weight')?.value).toBe(value);
  expect(value.node.scope).toBe('neck.lateral_convs.0.conv');
});

it('gives the same value when a parameter is declared again, and refuses another shape', () => {
  const parameters = new Parameters();
  const declare = (shape: number[], trained = true) =>
    scope('head', () => parameters.declare('bias', shape, { initial: constantly(0), trained }));
  expect(declare([3])).toBe(declare([3]));
  expect(parameters.all).toHaveLength(1);
  expect(() => declare([4])).toThrow(expect.objectContaining({ code: 'nn/parameter-conflict' }));
  expect(() => declare([3], false)).toThrow(expect.objectContaining({ code: 'nn/parameter-conflict' }));
});

it('draws first values by name, whatever else is declared', () => {
  const draw = (names: string[], seed = 1) => {
    const parameters = new Parameters();
    for (const name of names) parameters.declare(name, [5], { initial: normally(1) });
    return parameters.initialise(seed).get('a');
  };
  expect(draw(['a'])).toEqual(draw(['b', 'a']));
  expect(draw(['a'])).not.toEqual(draw(['a'], 2));
});

it.each([
  ['normally', normally(0.01, 3), 3, 0.01],
  ['kaimingNormal', kaimingNormal([64, 32, 3, 3]), 0, Math.sqrt(2 / (64 * 9))],
  // A uniform distribution within b deviates by b / √3.
  ['xavierUniform', xavierUniform([64, 32, 3, 3]), 0, Math.sqrt(6 / (96 * 9) / 3)],
  ['constantly', constantly(-4.6), -4.6, 0],
])('draws %s with the mean and the deviation it names', (_, initial, mean, deviation) => {
  const parameters = new Parameters();
  parameters.declare('weight', [64, 32, 3, 3], { initial });
  const data = Float64Array.from(parameters.initialise(7).get('weight') as Float32Array);
  const average = data.reduce((sum, x) => sum + x, 0) / data.length;
  const squares = data.reduce((sum, x) => sum + (x - average) ** 2, 0) / data.length;
  expect(Math.abs(average - mean)).toBeLessThan(0.02 * deviation + 1e-6);
  expect(Math.abs(Math.sqrt(squares) - deviation)).toBeLessThan(0.02 * deviation + 1e-6);
});
