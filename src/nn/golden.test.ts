import { describe, expect, it } from 'vitest';
import { blockSize, compile, type HostTensor, input, optimise, scope, type Value } from '../graph/index.js';
import { fpn } from './fpn.js';
import { Parameters } from './parameters.js';
import { resNet } from './resnet.js';
import { type Golden, type GoldenTap, goldenImages, goldenState, goldens, haveGoldens, readGolden } from './testing.js';

const toNeck = {
  oriented_rcnn: { outputs: 5 },
  s2anet: { outputs: 5, startLevel: 1, extraConvs: 'on_input' },
  r3det: { outputs: 5, startLevel: 1, extraConvs: 'on_input' },
} as const;

const block = await blockSize();

/** Backbone and neck as a detector's stock configuration has them. */
function build(detector: keyof typeof toNeck, { batch, size, depth }: Golden) {
  const parameters = new Parameters();
  const images = input('images', [batch, 3, size, size]);
  const backbone = scope('backbone', () => resNet(parameters, images, { depth, frozenStages: 1 }));
  const neck = scope('neck', () => fpn(parameters, backbone, toNeck[detector]));
  return { parameters, backbone, neck };
}

describe.skipIf(!haveGoldens)(`backbone and neck beside MMRotate 0.3.4 (skipped without ${goldens})`, () => {
  for (const depth of [18, 50]) {
    describe.each(Object.keys(toNeck) as (keyof typeof toNeck)[])(`%s, ResNet ${depth}`, (detector) => {
      const golden = haveGoldens ? readGolden(`${detector}_r${depth}_256`) : undefined;

      it('has the parameters of the state dict, and the same of them frozen', () => {
        const { state, frozen } = golden as Golden;
        const { parameters } = build(detector, golden as Golden);
        const ours = parameters.all.map(({ name, value }) => [name, value.shape]);
        const theirs = Object.entries(state).filter(([name]) => /^(backbone|neck)\./.test(name));
        expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(theirs));
        const ourFrozen = parameters.all.filter(({ name, trained }) => !trained && !name.includes('.running_'));
        expect(ourFrozen.map(({ name }) => name)).toEqual(frozen);
      });

      it.each([
        ['as written', (values: Value[]) => values],
        ['optimised for this processor', (values: Value[]) => optimise(values, { block })],
      ])('gives the features that the modules gave, %s', async (_, change) => {
        const { seed, taps } = golden as Golden;
        const { parameters, backbone, neck } = build(detector, golden as Golden);
        const names = [backbone, neck].flatMap((values, module) => values.map((_, level) => `${module}.${level}`));
        const values = change([...backbone, ...neck]);
        const program = await compile(Object.fromEntries(names.map((name, index) => [name, values[index]])));
        const feeds: Record<string, Float32Array> = { images: goldenImages(golden as Golden) };
        for (const { name, value } of parameters.all) feeds[name] = goldenState(seed, name, value.shape);
        const results = await program.run(feeds);
        ['backbone', 'neck'].forEach((tap, module) => {
          const errors = taps[tap][0].map((recorded, level) => worst(results[`${module}.${level}`], recorded));
          expect(Math.max(...errors), tap).toBeLessThan(1e-4);
        });
        program.dispose();
      });
    });
  }
});

/** The largest difference from what was recorded: norms relative to themselves, elements to the root mean square. */
function worst({ shape, data }: HostTensor, tap: GoldenTap): number {
  expect(shape).toEqual(tap.shape);
  let [sum, squares, largest] = [0, 0, 0];
  for (const element of data as Float32Array) {
    sum += element;
    squares += element * element;
    largest = Math.max(largest, Math.abs(element));
  }
  const scale = tap.l2 / Math.sqrt(data.length);
  return Math.max(
    Math.abs(Math.sqrt(squares) - tap.l2) / tap.l2,
    Math.abs(largest - tap.max_abs) / tap.max_abs,
    Math.abs(sum / data.length - tap.mean) / scale,
    ...tap.index.map((at, i) => Math.abs(Number(data[at]) - tap.value[i]) / Math.max(scale, Math.abs(tap.value[i]))),
  );
}
