import { expect, it } from 'vitest';
import {
  add,
  compile,
  constant,
  evaluate,
  gradient,
  input,
  multiply,
  nodesOf,
  reduceSum,
  scope,
  square,
  type Value,
} from '../graph/index.js';
import { fpn } from './fpn.js';
import { Parameters } from './parameters.js';
import { resNet } from './resnet.js';
import { goldenFeeds, sampledGradientError } from './testing.js';

const parameters = new Parameters();
const images = input('images', [1, 3, 16, 16]);
const stages = scope('backbone', () => resNet(parameters, images, { depth: 18, frozenStages: 1 }));
const levels = scope('neck', () =>
  fpn(parameters, stages, { channels: 8, outputs: 5, startLevel: 1, extraConvs: 'on_input' }),
);
const loss = multiply(levels.map((level) => reduceSum(square(level))).reduce(add), constant(1e-2));
const feeds = goldenFeeds(parameters, images);
const trained = parameters.trained.map(({ value }) => value);

/** Results of a ResNet-18 and FPN on ONNX Runtime. */
async function run(outputs: Readonly<Record<string, Value>>) {
  const program = await compile(outputs, { threads: 1 });
  const named = parameters.all.map(({ name, value }) => [name, feeds.get(value)] as const);
  const all = Object.fromEntries([['images', feeds.get(images)] as const, ...named]);
  const results = await program.run(
    Object.fromEntries(Object.entries(all).map(([name, point]) => [name, Float32Array.from(point?.data ?? [])])),
  );
  program.dispose();
  return results;
}

it('is its reference on ONNX Runtime', async () => {
  const values = [...stages, ...levels];
  const results = await run(Object.fromEntries(values.map((value, index) => [`value${index}`, value])));
  evaluate(values, feeds).forEach(({ data }, index) => {
    const scale = Math.sqrt(data.reduce((sum, x) => sum + x * x, 0) / data.length);
    const worst = data.reduce(
      (most, x, at) => Math.max(most, Math.abs(x - Number(results[`value${index}`].data[at]))),
      0,
    );
    expect(worst / scale).toBeLessThan(1e-4);
  });
});

it('has on ONNX Runtime the gradient of central differences of the reference', async () => {
  const gradients = gradient(loss, trained);
  const results = await run(Object.fromEntries(gradients.map((value, index) => [`gradient${index}`, value])));
  const some = [
    'backbone.layer2.0.conv1.weight',
    'backbone.layer2.0.bn2.weight',
    'backbone.layer2.0.downsample.1.bias',
    'backbone.layer3.1.conv2.weight',
    'backbone.layer4.1.bn1.weight',
    'neck.lateral_convs.2.conv.weight',
    'neck.fpn_convs.0.conv.bias',
    'neck.fpn_convs.3.conv.weight',
  ];
  const chosen = parameters.trained.filter(({ name }) => some.includes(name));
  expect(chosen).toHaveLength(some.length);
  const derived = new Map(
    chosen.map(({ value }) => [value, results[`gradient${trained.indexOf(value)}`].data as Float32Array]),
  );
  expect(sampledGradientError(loss, derived, feeds, 1)).toBeLessThan(1e-4);
});

it('has no node for the gradient of what is frozen', () => {
  const scopes = nodesOf(gradient(loss, trained)).map((node) => node.scope);
  const inGradient = (name: string) => scopes.filter((path) => path.startsWith(`gradient.backbone.${name}`));
  expect(inGradient('layer2.0.conv1')).not.toEqual([]);
  for (const frozen of ['conv1', 'bn1', 'maxpool', 'layer1']) expect(inGradient(frozen)).toEqual([]);
});
