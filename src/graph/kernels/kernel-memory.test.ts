import { expect, it, onTestFinished } from 'vitest';
import { add } from '../ops/add.js';
import { input } from '../ops/input.js';
import { compile } from '../runtime/program.js';
import { addressOf } from './kernel-memory.js';
import { rotatedFeatureAlign } from './rotated-feature-align.js';

it('programs keep what kernels work on in the memory of the kernels, so that nothing is copied', async () => {
  const features = input('features', [1, 2, 4, 4]);
  const boxes = input('boxes', [1, 4, 4, 5]);
  const aligned = rotatedFeatureAlign(add(features, features), boxes, { spatialScale: 1 }).features;
  const program = await compile({ y: add(aligned, features), aligned }, { threads: 1 });
  onTestFinished(() => program.dispose());
  const binding = program.bind();
  expect(addressOf(binding.inputs.boxes.data)).toBeTypeOf('number');
  expect(addressOf(binding.outputs.aligned.data)).toBeTypeOf('number');
  expect(addressOf(binding.outputs.y.data)).toBeUndefined();
});
