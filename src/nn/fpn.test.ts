import { expect, it } from 'vitest';
import { conv2d, evaluate, input, relu, scope, type Value } from '../graph/index.js';
import { type FpnOptions, fpn } from './fpn.js';
import { Parameters } from './parameters.js';
import { goldenFeeds } from './testing.js';

/** A pyramid over three features of sizes 13, 7 and 4, which are no multiples of one another. */
function build(options: Omit<FpnOptions, 'channels'>) {
  const parameters = new Parameters();
  const features = [13, 7, 4].map((size, index) => input(`c${index}`, [1, index + 2, size, size]));
  const levels = scope('neck', () => fpn(parameters, features, { channels: 4, ...options }));
  const feeds = new Map(features.flatMap((feature) => [...goldenFeeds(parameters, feature)]));
  const named = (name: string): Value => {
    const parameter = parameters.find(`neck.${name}`);
    if (parameter === undefined) throw new Error(`no ${name}`);
    return parameter.value;
  };
  const names = parameters.all.filter(({ value }) => value.shape.length > 1).map(({ name }) => name.slice(5));
  return { levels, features, feeds, named, names };
}

/** Whether two values are the same numbers. */
function expectEqual(a: Value, b: Value, feeds: ReturnType<typeof build>['feeds']): void {
  const [first, second] = evaluate([a, b], feeds);
  expect(first).toEqual(second);
}

it('subsamples the last level for what lies beyond the features', () => {
  const { levels, feeds } = build({ outputs: 5 });
  expect(levels.map(({ shape }) => shape)).toEqual([13, 7, 4, 2, 1].map((size) => [1, 4, size, size]));
  const [last, extra] = evaluate(levels.slice(2, 4), feeds);
  const [first, third] = [0, 2];
  const corners = [first, third].flatMap((y) => [first, third].map((x) => last.data[4 * y + x]));
  expect([...extra.data.subarray(0, 4)]).toEqual(corners);
});

it('begins at the start level', () => {
  const { levels, names } = build({ outputs: 4, startLevel: 1, extraConvs: 'on_input' });
  expect(levels.map(({ shape }) => shape[2])).toEqual([7, 4, 2, 1]);
  expect(names).toEqual([
    'lateral_convs.0.conv.weight',
    'lateral_convs.1.conv.weight',
    'fpn_convs.0.conv.weight',
    'fpn_convs.1.conv.weight',
    'fpn_convs.2.conv.weight',
    'fpn_convs.3.conv.weight',
  ]);
});

it.each(['on_input', 'on_output', 'on_lateral'] as const)('makes extra levels %s', (extraConvs) => {
  const { levels, features, feeds, named } = build({ outputs: 5, extraConvs, reluBeforeExtraConvs: true });
  const extra = (source: Value, index: number) =>
    conv2d(source, named(`fpn_convs.${index}.conv.weight`), {
      stride: 2,
      padding: 1,
      bias: named(`fpn_convs.${index}.conv.bias`),
    });
  const lateral = conv2d(features[2], named('lateral_convs.2.conv.weight'), {
    bias: named('lateral_convs.2.conv.bias'),
  });
  const sources = { on_input: features[2], on_output: levels[2], on_lateral: lateral };
  expectEqual(levels[3], extra(sources[extraConvs], 3), feeds);
  expectEqual(levels[4], extra(relu(levels[3]), 4), feeds);
});

it('adds the coarser level to the finer one by the nearest pixel', () => {
  const { levels, features, feeds, named } = build({ outputs: 3 });
  const lateral = (index: number) =>
    conv2d(features[index], named(`lateral_convs.${index}.conv.weight`), {
      bias: named(`lateral_convs.${index}.conv.bias`),
    });
  const [middle, coarse, level] = evaluate([lateral(1), lateral(2), levels[1]], feeds);
  // floor(i · 4 / 7), PyTorch's nearest pixel.
  const nearest = [0, 0, 1, 1, 2, 2, 3];
  const sum = middle.data.map((element, at) => {
    const [plane, y, x] = [Math.floor(at / 49), Math.floor(at / 7) % 7, at % 7];
    return element + coarse.data[plane * 16 + nearest[y] * 4 + nearest[x]];
  });
  const merged = input('merged', middle.shape);
  const expected = conv2d(merged, named('fpn_convs.1.conv.weight'), {
    padding: 1,
    bias: named('fpn_convs.1.conv.bias'),
  });
  const [given] = evaluate([expected], new Map([...feeds, [merged, { shape: middle.shape, data: sum }]]));
  given.data.forEach((element, at) => {
    expect(level.data[at]).toBeCloseTo(element, 12);
  });
});
