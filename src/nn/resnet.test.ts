import { expect, it } from 'vitest';
import { input, scope, sizeOf } from '../graph/index.js';
import { Parameters } from './parameters.js';
import { type ResNetDepth, type ResNetOptions, resNet } from './resnet.js';

function build(options: ResNetOptions, size = 64) {
  const parameters = new Parameters();
  const images = input('images', [1, 3, size, size]);
  const stages = scope('backbone', () => resNet(parameters, images, options));
  return { parameters, stages };
}

// torchvision's counts less their classifiers.
it.each([
  [18, 11_689_512 - 513_000, 64],
  [34, 21_797_672 - 513_000, 64],
  [50, 25_557_032 - 2_049_000, 256],
  [101, 44_549_160 - 2_049_000, 256],
] as [ResNetDepth, number, number][])('has the size of ResNet %i', (depth, count, channels) => {
  const { parameters, stages } = build({ depth });
  expect(parameters.trained.reduce((sum, { value }) => sum + sizeOf(value.shape), 0)).toBe(count);
  expect(stages.map(({ shape }) => shape)).toEqual([
    [1, channels, 16, 16],
    [1, 2 * channels, 8, 8],
    [1, 4 * channels, 4, 4],
    [1, 8 * channels, 2, 2],
  ]);
});

it('rounds odd sizes up, as PyTorch does', () => {
  expect(build({ depth: 18 }, 67).stages.map(({ shape }) => shape[2])).toEqual([17, 9, 5, 3]);
});

it.each([
  [-1, ['conv1', 'bn1', 'layer1', 'layer2', 'layer3', 'layer4']],
  [0, ['layer1', 'layer2', 'layer3', 'layer4']],
  [1, ['layer2', 'layer3', 'layer4']],
  [4, []],
])('with %i frozen stages trains %j', (frozenStages, expected) => {
  const { parameters } = build({ depth: 18, frozenStages });
  expect([...new Set(parameters.trained.map(({ name }) => name.split('.')[1]))]).toEqual(expected);
});

it('trains no norm where norms need no gradient', () => {
  const { parameters } = build({ depth: 50, trainNorms: false });
  expect(parameters.trained.filter(({ value }) => value.shape.length === 1)).toEqual([]);
});

it('returns the stages asked for', () => {
  expect(build({ depth: 50, outIndices: [1, 3] }).stages.map(({ shape }) => shape[1])).toEqual([512, 2048]);
});

it('begins blocks as the identity unless told otherwise', () => {
  const lastNorm = (options: ResNetOptions) => build(options).parameters.find('backbone.layer1.0.bn3.weight')?.initial;
  expect(lastNorm({ depth: 50 })).toEqual({ distribution: 'constant', value: 0 });
  expect(lastNorm({ depth: 50, zeroInitResidual: false })).toEqual({ distribution: 'constant', value: 1 });
});
