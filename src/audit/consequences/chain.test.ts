import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../datasets/types.js';
import { type ChainStep, chainStages } from '../../foundation/finding.js';
import { isMessageKey, languages, speaker } from '../../foundation/wording/index.js';
import type { Quad } from '../../geometry/types.js';
import { datasetOf, type ImageParts, imageOf, rectangle } from '../rules/testing.js';
import { chainOf } from './chain.js';
import { stockTrainSetup } from './train-setup.js';

function chain(
  polygon: Quad,
  where?: string,
  dataset: Partial<Dataset> = { format: 'dior' },
  parts: ImageParts = {},
): ChainStep[] {
  const objects = [{ difficulty: 0, ...parts.objects?.[0], polygon }, ...(parts.objects?.slice(1) ?? [])];
  const image = imageOf({ ...parts, objects }, datasetOf(dataset));
  return chainOf(image.shapes[0], image, stockTrainSetup(image.dataset), where);
}

function codes(steps: readonly ChainStep[]): string[] {
  return steps.map(({ stage, code }) => `${stage}.${code}`);
}

const flat: Quad = [100, 200, 150, 200, 150, 200, 100, 200];
const ordinary = rectangle(400, 300, 80, 40, 0.3);

describe('chainOf', () => {
  it('follows a box without height into the weights of S2ANet, unless told to follow another', () => {
    const steps = chain(flat);
    expect(codes(steps)).toEqual([
      'annotation.corners',
      'loader.box',
      'loader.pipelines',
      'resize.unchanged',
      'match.forced',
      'target.delta',
      'loss.smooth-l1',
      'gradient.nan',
      'clip.nan',
      'weights.lost',
    ]);
    const values = Object.fromEntries(steps.map(({ stage, values }) => [stage, values]));
    expect(values.annotation).toMatchObject({ corners: [...flat], long: 50, short: 0 });
    expect(values.match).toMatchObject({ of: 13_343, threshold: 0.5, stride: 8 });
    expect(values.match.box).toEqual([expect.any(Number), expect.any(Number), 32, 32]);
    expect(values.target.target).toContain(Number.NEGATIVE_INFINITY);
    expect(values.loss).toMatchObject({ loss: Infinity, beta: 0.11 });
    expect((values.gradient.gradient as number[]).filter(Number.isNaN)).toHaveLength(1);
    expect(values.clip).toMatchObject({ norm: Number.NaN, factor: Number.NaN, maxNorm: 35 });
    expect(values.weights).toEqual({ epoch: 1, percent: 100 });
  });

  it('goes through both stages of Oriented R-CNN', () => {
    expect(codes(chain(flat, 'mmrotate-1.0.0rc1/oriented-rcnn')).slice(4)).toEqual([
      'match.none',
      'match.own-proposal',
      'target.delta',
      'loss.smooth-l1',
      'gradient.nan',
      'clip.nan',
      'weights.lost',
    ]);
    expect(codes(chain(ordinary, 'mmrotate-1.0.0rc1/oriented-rcnn')).slice(4)).toEqual([
      'match.positive',
      'target.midpoint-offset',
      'loss.smooth-l1',
      'gradient.finite',
      'match.own-proposal',
      'target.delta',
      'loss.smooth-l1',
      'gradient.finite',
      'clip.finite',
      'weights.updated',
    ]);
  });

  it('spares the weights with L1', () => {
    expect(codes(chain(flat, 'mmrotate-1.0.0rc1/rotated-retinanet')).slice(-4)).toEqual([
      'loss.l1',
      'gradient.finite',
      'clip.finite',
      'weights.updated',
    ]);
  });

  it('ends where the loader drops the box, and tells what other pipelines do', () => {
    const steps = chain(flat, 'mmrotate-0.3.4/s2anet');
    expect(codes(steps)).toEqual(['annotation.corners', 'loader.dropped', 'loader.pipelines']);
    expect(steps[2].values).toEqual({
      older: 'dropped',
      olderRotated: 'dropped',
      newer: 'kept',
      newerFiltered: 'dropped',
      newerFiltered2: 'dropped',
    });
  });

  it('shows the window and the scale', () => {
    const window = chain(
      rectangle(1000, 1500, 60, 20),
      undefined,
      { format: 'dota' },
      { id: 'P1', size: { width: 4000, height: 3000 } },
    );
    expect(codes(window).slice(1, 3)).toEqual(['loader.window', 'loader.box']);
    expect(window[1].values).toEqual({ x: 824, y: 824, side: 1024 });
    const scaled = chain(ordinary, undefined, { format: 'dior' }, { size: { width: 1600, height: 1600 } });
    expect(scaled.find(({ stage }) => stage === 'resize')).toMatchObject({
      code: 'scaled',
      values: { scale: 0.5, width: 800 },
    });
  });

  it('refuses a detector it does not know', () => {
    expect(() => chain(flat, 'mmrotate-1.0.0rc1/yolo')).toThrow(RangeError);
  });

  it('has its stages in order and every step worded in every language', () => {
    const { NaN: none, POSITIVE_INFINITY: infinite } = Number;
    const rotated = { kind: 'rotated', cx: 300, cy: 200, w: 120, h: 0, theta: 0.4 } as const;
    const steps = [
      ...[
        'mmrotate-1.0.0rc1/s2anet',
        'mmrotate-1.0.0rc1/oriented-rcnn',
        'mmrotate-0.3.4/r3det',
        'mmrotate-1.0.0rc1/rotated-retinanet',
      ].flatMap((where) =>
        [
          flat,
          ordinary,
          rectangle(400, 300, 40, 0.5),
          rectangle(3000, 3000, 60, 20),
          [infinite, 10, 60, 10, 60, 30, 10, 30] as Quad,
        ].flatMap((polygon) => chain(polygon, where)),
      ),
      ...chain([10, 10, 60, none, 60, 30, 10, 30], 'mmrotate-0.3.4/s2anet'),
      ...chain(flat, undefined, { format: 'dota' }, { id: 'P1', size: { width: 4000, height: 3000 } }),
      ...chain(ordinary, undefined, { format: 'dota' }, { id: 'P1', size: { width: 4000, height: 3000 } }),
      ...chain(
        [none, 10, 60, 10, 60, 30, 10, 30],
        undefined,
        { format: 'dota' },
        { id: 'P1', size: { width: 4000, height: 3000 } },
      ),
      ...chain(ordinary, undefined, { format: 'dota' }, { id: 'P1__1024__0___0', objects: [{ className: 'boat' }] }),
      ...chain(ordinary, undefined, { format: 'dota' }, { id: 'P1__1024__0___0', objects: [{ difficulty: 200 }] }),
      ...chain(
        rectangle(300, 200, 120, 0, 0.4),
        undefined,
        { format: 'hrsc2016' },
        { objects: [{ written: rotated }] },
      ),
      ...chain(flat, 'mmrotate-1.0.0rc1/s2anet', { format: 'dior' }, { objects: [{}, { polygon: flat }] }),
    ];
    const worded = new Set<string>();
    for (const { stage, code, values } of steps) {
      expect(chainStages).toContain(stage);
      for (const language of languages) {
        for (const key of [`consequences.stage.${stage}`, `consequences.chain.${stage}.${code}`]) {
          if (!isMessageKey(key)) throw new Error(`no wording for ${key}`);
          expect(speaker(language)(key, values)).not.toMatch(/[{}]|undefined/);
          worded.add(key);
        }
      }
    }
    expect(worded.has('consequences.chain.weights.spared')).toBe(true);
    expect(worded.size).toBeGreaterThan(35);
  });
});
