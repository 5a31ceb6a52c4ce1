import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../datasets/types.js';
import type { Consequence } from '../../foundation/finding.js';
import { isMessageKey, languages, speaker } from '../../foundation/wording/index.js';
import { cornersOf } from '../../geometry/index.js';
import type { Quad } from '../../geometry/types.js';
import { datasetOf, type ImageParts, imageOf, rectangle } from '../rules/testing.js';
import { chainOf } from './chain.js';
import { consequencesOf } from './consequences.js';
import { stockTrainSetup } from './train-setup.js';

const dior: Partial<Dataset> = { format: 'dior', variant: 'oriented', classesIgnoreCase: true };

function consequences(polygon: Quad, dataset: Partial<Dataset> = dior, parts: ImageParts = {}): Consequence[] {
  const objects = [{ difficulty: 0, ...parts.objects?.[0], polygon }, ...(parts.objects?.slice(1) ?? [])];
  const image = imageOf({ ...parts, objects }, datasetOf(dataset));
  return consequencesOf(image.shapes[0], image, stockTrainSetup(image.dataset));
}

function effects(found: readonly Consequence[]): Record<string, string> {
  return Object.fromEntries(found.map(({ where, effect }) => [where, effect]));
}

function of(found: readonly Consequence[], where: string): Consequence {
  const consequence = found.find((candidate) => candidate.where === where);
  if (consequence === undefined) throw new Error(`nothing about ${where}`);
  return consequence;
}

function targetOf(found: readonly Consequence[], where: string): number[] {
  return of(found, where).values?.target as number[];
}

const flat: Quad = [100, 200, 150, 200, 150, 200, 100, 200];
const everyTime = { epoch: 1, probability: 1 };

describe('a box without height, as four ships of DIOR-R have it', () => {
  const found = consequences(flat);

  it('is dropped by 0.3.4 and kills the three detectors of 1.0.0rc1, not the one with L1', () => {
    expect(effects(found.filter(({ effect }) => effect !== 'image-ignored'))).toEqual({
      'mmrotate-0.3.4': 'dropped-silently',
      'mmrotate-1.0.0rc1': 'kept',
      'mmrotate-1.0.0rc1/s2anet': 'gradient-nan',
      'mmrotate-1.0.0rc1/r3det': 'gradient-nan',
      'mmrotate-1.0.0rc1/oriented-rcnn': 'gradient-nan',
      'mmrotate-1.0.0rc1/rotated-retinanet': 'loss-infinite',
      'mmrotate-1.x+filter': 'filter-drops',
    });
    expect(found.filter(({ permanent }) => permanent).map(({ where }) => where)).toEqual([
      'mmrotate-1.0.0rc1/s2anet',
      'mmrotate-1.0.0rc1/r3det',
      'mmrotate-1.0.0rc1/oriented-rcnn',
    ]);
  });

  it('has a target of -Infinity in the dense heads: loss Infinity, gradient NaN, in epoch 1', () => {
    const target = targetOf(found, 'mmrotate-1.0.0rc1/s2anet');
    expect(of(found, 'mmrotate-1.0.0rc1/s2anet').values).toMatchObject({
      stage: 'dense',
      prior: [32, 32],
      loss: Infinity,
      gradient: Number.NaN,
      ...everyTime,
    });
    expect(target[3]).toBe(Number.NEGATIVE_INFINITY);
    expect(target.slice(0, 3).every(Number.isFinite)).toBe(true);
    expect(of(found, 'mmrotate-1.0.0rc1/r3det').values).toMatchObject({ loss: Infinity, gradient: Number.NaN });
  });

  it('has a target of NaN as its own proposal: loss NaN, gradient NaN', () => {
    expect(of(found, 'mmrotate-1.0.0rc1/oriented-rcnn').values).toMatchObject({
      stage: 'refinement',
      target: [0, Number.NaN, 0, Number.NaN, 0],
      loss: Number.NaN,
      gradient: Number.NaN,
      ...everyTime,
    });
  });

  it('gives L1 a gradient that is finite', () => {
    const { values } = of(found, 'mmrotate-1.0.0rc1/rotated-retinanet');
    expect(values?.loss).toBe(Infinity);
    expect(values?.gradient).toBeCloseTo(Math.sqrt(5), 1);
  });

  it('empties an image that has nothing else, for 0.3.4 only (D4)', () => {
    expect(found.filter(({ effect }) => effect === 'image-ignored')).toEqual([
      { where: 'mmrotate-0.3.4', effect: 'image-ignored', permanent: false },
    ]);
    const among = consequences(flat, dior, { objects: [{}, {}] });
    expect(among.some(({ effect }) => effect === 'image-ignored')).toBe(false);
  });
});

const runs = '../shared/realdata/mmrotate_runs/orcnn_deg';

describe.skipIf(!existsSync(runs))(`beside a real run of MMRotate 1.0.0rc1 (skipped without ${runs})`, () => {
  it('predicts what Oriented R-CNN printed when it met a ship without height', () => {
    const [log] = readFileSync(`${runs}/20261123_224148/vis_data/scalars.json`, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line.replace(/\bNaN\b/g, 'null')) as Record<string, number | null>)
      .map((record, i, all) => ({ record, next: all[i + 1] }))
      .filter(({ record }) => record.loss === null);
    const found = consequences(flat, { format: 'dota' }, { id: 'x', size: { width: 256, height: 256 } });
    const predicted = of(found, 'mmrotate-1.0.0rc1/oriented-rcnn');

    // The proposal stage is not touched: its loss stays finite when loss_bbox and the gradient's norm turn NaN.
    expect(predicted.values).toMatchObject({
      stage: 'refinement',
      loss: Number.NaN,
      gradient: Number.NaN,
      ...everyTime,
    });
    expect(Number.isFinite(log.record.loss_rpn_bbox)).toBe(true);
    expect(Number.isFinite(log.record.loss_cls)).toBe(true);
    expect(log.record.loss_bbox).toBeNull();
    expect(log.record.grad_norm).toBeNull();
    expect(log.record.epoch).toBe(predicted.values?.epoch);
    // Permanent: from the next record on every loss is NaN.
    expect(predicted.permanent).toBe(true);
    for (const key of ['loss_rpn_cls', 'loss_rpn_bbox', 'loss_cls', 'loss_bbox', 'grad_norm'])
      expect(log.next[key]).toBeNull();
  });
});

describe('boxes that are thin, small or far away', () => {
  it('have finite targets, larger the thinner they are, and never cost the weights', () => {
    const targets = [2, 1, 0.5, 0.1].map((side) => {
      const found = consequences([100, 200, 140, 200, 140, 200 + side, 100, 200 + side]);
      expect(found.some(({ permanent }) => permanent)).toBe(false);
      return targetOf(found, 'mmrotate-1.0.0rc1/s2anet')[3];
    });
    [-2.77, -3.47, -4.16, -5.77].forEach((expected, i) => {
      expect(targets[i]).toBeCloseTo(expected, 2);
    });
  });

  it.each([
    [1, 'forced-match'],
    [0.5, 'undecodable-target'],
    [0.1, 'undecodable-target'],
  ])('a side of %d px is %s to S2ANet', (side, effect) => {
    const found = consequences([100, 200, 140, 200, 140, 200 + side, 100, 200 + side]);
    expect(of(found, 'mmrotate-1.0.0rc1/s2anet').effect).toBe(effect);
  });

  it('may never be proposed: the upright anchors of Oriented R-CNN need an IoU of 0.3', () => {
    const found = consequences(rectangle(400, 300, 6, 6));
    expect(of(found, 'mmrotate-1.0.0rc1/oriented-rcnn')).toMatchObject({ effect: 'never-proposed', permanent: false });
    expect(of(found, 'mmrotate-1.0.0rc1/oriented-rcnn').values?.iou).toBeCloseTo(36 / 1024, 3);
  });

  it('take every anchor where none overlaps them (AS1)', () => {
    const found = consequences(rectangle(3000, 3000, 60, 20));
    expect(of(found, 'mmrotate-1.0.0rc1/s2anet')).toMatchObject({
      effect: 'every-anchor',
      values: { anchors: 13_343 },
    });
    expect(of(found, 'mmrotate-1.0.0rc1/r3det')).toMatchObject({
      effect: 'every-anchor',
      values: { anchors: 120_087 },
    });
    expect(of(found, 'mmrotate-1.0.0rc1/oriented-rcnn')).toMatchObject({
      effect: 'never-proposed',
      values: { iou: 0 },
    });
    expect(found.some(({ permanent }) => permanent)).toBe(false);
  });

  it('are outliers where the centre is many anchor sides away', () => {
    const found = consequences([100, 100, 20_100, 100, 20_100, 400, 100, 400]);
    expect(of(found, 'mmrotate-1.0.0rc1/s2anet').effect).toBe('target-outlier');
    expect(Math.max(...targetOf(found, 'mmrotate-1.0.0rc1/s2anet').map(Math.abs))).toBeGreaterThan(10);
    expect(found.some(({ permanent }) => permanent)).toBe(false);
  });
});

describe('coordinates that are not finite', () => {
  const { NaN: none, POSITIVE_INFINITY: infinite } = Number;

  it('become a rectangle that OpenCV made up where the NaN hides (A4)', () => {
    const found = consequences([10, 10, 60, none, 60, 30, 10, 30]);
    expect(of(found, 'mmrotate-1.0.0rc1')).toMatchObject({
      effect: 'rectangle-invented',
      values: { rectangle: [35, 20, 20, 50] },
    });
    expect(found.some(({ permanent }) => permanent)).toBe(false);
    // le135 of 0.3.4 takes the edges, and gets a box of NaN.
    expect(of(found, 'mmrotate-0.3.4/s2anet').effect).toBe('anchors-ignored');
  });

  it('kill 1.x where the centre becomes NaN, through every anchor of the image (A5, AS1)', () => {
    const found = consequences([infinite, 10, 60, 10, 60, 30, 10, 30]);
    expect(of(found, 'mmrotate-1.0.0rc1/s2anet')).toMatchObject({
      effect: 'gradient-nan',
      permanent: true,
      values: { anchors: 13_343, loss: none, ...everyTime },
    });
    expect(of(found, 'mmrotate-1.0.0rc1/rotated-retinanet')).toMatchObject({
      effect: 'loss-infinite',
      permanent: false,
    });
    expect(of(found, 'mmrotate-0.3.4')).toMatchObject({
      effect: 'dropped-silently',
      values: { versions: ['oc', 'le90'] },
    });
  });
});

describe('other formats', () => {
  it('DOTA as downloaded is safe from a box without area: the split drops it', () => {
    const found = consequences(flat, { format: 'dota' }, { id: 'P0001', size: { width: 4000, height: 3000 } });
    expect(effects(found)).toEqual({ 'mmrotate-0.3.4': 'lost-in-split', 'mmrotate-1.0.0rc1': 'lost-in-split' });
  });

  it('DOTA that is not split is not: then 1.x dies of it as well', () => {
    const found = consequences(
      flat,
      { format: 'dota' },
      { id: 'P0001__1024__0___0', size: { width: 1024, height: 1024 } },
    );
    expect(of(found, 'mmrotate-1.0.0rc1/s2anet').permanent).toBe(true);
  });

  it('HRSC2016 has no protection in 0.3.4: Oriented R-CNN dies there too (A20)', () => {
    const written = { kind: 'rotated', cx: 300, cy: 200, w: 120, h: 0, theta: 0.4 } as const;
    const found = consequences(rectangle(300, 200, 120, 0, 0.4), { format: 'hrsc2016' }, { objects: [{ written }] });
    expect(of(found, 'mmrotate-0.3.4')).toMatchObject({
      effect: 'loader-crash',
      values: { error: 'ValueError', versions: ['le135', 'oc'] },
    });
    expect(effects(found)['mmrotate-1.0.0rc1/oriented-rcnn']).toBe('gradient-nan');
    // 0.3.4's le90 recipes do exactly the same and are not told twice.
    expect(of(found, 'mmrotate-1.0.0rc1/oriented-rcnn').permanent).toBe(true);
  });
});

describe('ordinary boxes', () => {
  it('train normally, and the newer generation speaks for both', () => {
    const found = consequences(rectangle(400, 300, 80, 40, 0.3));
    expect(effects(found)).toEqual({
      'mmrotate-0.3.4': 'kept',
      'mmrotate-1.0.0rc1': 'kept',
      'mmrotate-1.0.0rc1/s2anet': 'trains-normally',
      'mmrotate-1.0.0rc1/r3det': 'trains-normally',
      'mmrotate-1.0.0rc1/oriented-rcnn': 'trains-normally',
      'mmrotate-1.x+filter': 'filter-keeps',
    });
  });

  it('never cost the weights, wherever they are and whatever their size', () => {
    const box = fc.record({
      cx: fc.double({ min: -2000, max: 3000, noNaN: true }),
      cy: fc.double({ min: -2000, max: 3000, noNaN: true }),
      w: fc.double({ min: 0.05, max: 1500, noNaN: true }),
      h: fc.double({ min: 0.05, max: 800, noNaN: true }),
      theta: fc.double({ min: -3, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(box, fc.constantFrom('dior', 'dota', 'coco'), (parts, format) => {
        const found = consequences(cornersOf(parts), { format }, { id: 'x__1024__0___0' });
        expect(found.filter(({ permanent }) => permanent)).toEqual([]);
        for (const { where, values } of found) {
          if (where.includes('/') && values?.target !== undefined) {
            expect((values.target as number[]).every(Number.isFinite)).toBe(true);
            expect(Number.isFinite(values.loss)).toBe(true);
          }
        }
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('anything at all', () => {
  it('is answered without an error, for every detector, however odd the image', () => {
    const coordinate = fc.oneof(
      fc.double({ min: -2000, max: 2000, noNaN: true }),
      fc.integer({ min: -5, max: 5 }),
      fc.constantFrom(Number.NaN, Infinity, -Infinity, 1e7, 1e20, -1e38, 1e300, 1e-40),
    );
    const quad = fc.array(coordinate, { minLength: 8, maxLength: 8 });
    const size = fc.constantFrom(
      null,
      { width: 800, height: 800 },
      { width: 1, height: 50_000 },
      { width: 0, height: 0 },
    );
    const format = fc.constantFrom('dior', 'dota', 'hrsc2016', 'coco');
    fc.assert(
      fc.property(fc.array(quad, { minLength: 1, maxLength: 3 }), size, format, (quads, size, format) => {
        const image = imageOf(
          { size, objects: quads.map((polygon) => ({ polygon: polygon as unknown as Quad, difficulty: 0 })) },
          datasetOf({ format }),
        );
        const train = stockTrainSetup(image.dataset);
        for (const shape of image.shapes) {
          const found = consequencesOf(shape, image, train);
          expect(found.length).toBeGreaterThan(1);
          expect(chainOf(shape, image, train).length).toBeGreaterThan(1);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('wording', () => {
  const { NaN: none, POSITIVE_INFINITY: infinite } = Number;
  const cases: Consequence[] = [
    flat,
    rectangle(400, 300, 80, 40, 0.3),
    rectangle(400, 300, 40, 0.5),
    rectangle(400, 300, 6, 6),
    rectangle(3000, 3000, 60, 20),
    [10, 10, 60, none, 60, 30, 10, 30] as Quad,
    [infinite, 10, 60, 10, 60, 30, 10, 30] as Quad,
    [1e20, 10, 60, 10, 60, 30, 10, 30] as Quad,
    [100, 100, 20_100, 100, 20_100, 400, 100, 400] as Quad,
  ].flatMap((polygon) => consequences(polygon));

  it.each(languages)('says everything in %s', (language) => {
    const say = speaker(language);
    for (const { where, effect, values } of cases) {
      const keys = [`consequences.where.${where}`, `consequences.${effect}`];
      for (const key of keys) {
        if (!isMessageKey(key)) throw new Error(`no wording for ${key}`);
        expect(say(key, values)).not.toMatch(/[{}]|undefined/);
      }
    }
    expect(new Set(cases.map(({ effect }) => effect)).size).toBeGreaterThan(10);
  });

  it('gives the numbers', () => {
    const { effect, values } = of(consequences(flat), 'mmrotate-1.0.0rc1/s2anet');
    const text = speaker('en')(`consequences.${effect}` as 'consequences.gradient-nan', values);
    expect(text).toContain('-Infinity');
    expect(text).toContain('in epoch 1');
  });
});
