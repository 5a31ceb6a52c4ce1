import { describe, expect, it } from 'vitest';
import type { Quad } from '../../geometry/types.js';
import { datasetOf, imageOf, rectangle } from '../rules/testing.js';
import type { AuditedImage } from '../types.js';
import { type DenseHead, type Detector, detectors } from './detectors.js';
import { minAreaRectFloat32 } from './float32-rectangle.js';
import { boxOf1x } from './loaded-box.js';
import { loaderFor } from './loaders.js';
import { matchDense, stagesOf } from './outcome.js';
import type { Timing } from './timing.js';
import { trainingImage } from './training-image.js';
import { positivesBeside, resizedFor, timingOfStage } from './visits.js';

const train = { width: 800, height: 800 };
const dior = datasetOf({ format: 'dior', variant: 'oriented' });

function newer(name: Detector['name']): Detector {
  return detectors.find((detector) => detector.toolbox === 'mmrotate-1.0.0rc1' && detector.name === name) as Detector;
}

function imageWith(quads: readonly Quad[]): AuditedImage {
  return imageOf({ quads }, dior);
}

/** When the object at a position of an image spoils a detector. */
function timing(image: AuditedImage, position: number, name: Detector['name']): Timing {
  const detector = newer(name);
  const shape = image.shapes[position];
  const frame = trainingImage(image.size, train);
  const verdict = loaderFor(shape, image, train)(detector.toolbox, detector.angleVersion);
  if (verdict.kind !== 'box') throw new Error(verdict.kind);
  const stages = stagesOf(detector, resizedFor(detector.toolbox, verdict.box, frame), frame, false);
  return timingOfStage(stages[stages.length - 1], detector, shape, image, train, frame);
}

/** 8 px wide and without height, on the middle of a cell: exactly one 32 px anchor is nearest. */
const flat: Quad = [296, 300, 304, 300, 304, 300, 296, 300];

const flips: readonly ((quad: Quad) => Quad)[] = [
  (quad) => quad,
  (quad) => quad.map((value, i) => (i % 2 === 0 ? 800 - value : value)) as unknown as Quad,
  (quad) => quad.map((value, i) => (i % 2 === 1 ? 800 - value : value)) as unknown as Quad,
  (quad) => quad.map((value) => 800 - value) as unknown as Quad,
];

function bestAnchors(quad: Quad): readonly number[] {
  const detector = newer('s2anet');
  const frame = trainingImage({ width: 800, height: 800 }, train);
  const box = boxOf1x(minAreaRectFloat32(quad));
  return matchDense(detector, detector.dense as DenseHead, box, frame, false).tied;
}

describe('timingOfStage', () => {
  it('is the first visit for a dense head', () => {
    expect(timing(imageWith([flat]), 0, 's2anet')).toEqual({ probability: 1, epoch: 1 });
    expect(timing(imageWith([flat, rectangle(600, 600, 50, 30)]), 0, 'r3det')).toEqual({ probability: 1, epoch: 1 });
  });

  it('follows the sampler for a RoI head: the more objects, the later', () => {
    const crowd = (count: number): AuditedImage =>
      imageWith([flat, ...Array.from({ length: count - 1 }, (_, i) => rectangle(20 + (i % 30) * 25, 20 + i, 20, 10))]);
    expect(timing(crowd(20), 0, 'oriented-rcnn')).toEqual({ probability: 1, epoch: 1 });
    expect(timing(crowd(160), 0, 'oriented-rcnn')).toEqual({ probability: 0.16, epoch: 4 });
  });

  it('never comes where later objects take every anchor, whichever way the image is flipped', () => {
    // The same box again, and again: the last one takes the anchors of all before it.
    const image = imageWith([flat, flat]);
    expect(timing(image, 0, 's2anet').probability).toBe(0);
    expect(timing(image, 1, 's2anet').probability).toBe(1);
  });

  it('comes in as many orientations as leave it an anchor beside a neighbour', () => {
    const slanted: Quad = [281, 303, 322, 324, 322, 324, 281, 303];
    const shares = new Set<number>();
    for (let dx = -11; dx < 12; dx += 3) {
      for (let dy = -11; dy < 12; dy += 3) {
        const neighbour = rectangle(302 + dx, 313 + dy, 40, 22, 0.2);
        const { probability } = timing(imageWith([slanted, neighbour]), 0, 's2anet');
        // The same from corners that are flipped before anything else.
        const left = flips.filter((flip) => {
          const [own, taken] = [slanted, neighbour].map((quad) => new Set(bestAnchors(flip(quad))));
          return [...own].some((anchor) => !taken.has(anchor));
        });
        expect(probability, `${dx}, ${dy}`).toBe(left.length / 4);
        shares.add(probability);
      }
    }
    expect(shares).toEqual(new Set([0.25, 0.75, 1]));
  });

  it('never comes where a later object far out of the frame takes every anchor (AS1)', () => {
    expect(timing(imageWith([flat, rectangle(3000, 3000, 60, 20)]), 0, 's2anet').probability).toBe(0);
    expect(timing(imageWith([rectangle(3000, 3000, 60, 20), flat]), 1, 's2anet').probability).toBe(1);
  });

  it('is not changed by objects that come earlier or stand elsewhere', () => {
    expect(timing(imageWith([rectangle(300, 300, 32, 32), flat]), 1, 's2anet').probability).toBe(1);
    expect(timing(imageWith([flat, rectangle(700, 100, 32, 32)]), 0, 's2anet').probability).toBe(1);
  });
});

describe('positivesBeside', () => {
  const split = { width: 1024, height: 1024, split: true };

  it('counts the objects of the image, or of the window that an object falls into', () => {
    const quads = [rectangle(300, 300, 40, 20), rectangle(400, 400, 40, 20), rectangle(3000, 300, 40, 20)];
    const whole = imageOf({ quads }, dior);
    expect(positivesBeside(whole.shapes[0], whole, train)).toBe(15);
    const large = imageOf({ id: 'P0001', quads, size: { width: 4000, height: 1000 } });
    expect(large.shapes.map((shape) => positivesBeside(shape, large, split))).toEqual([10, 10, 5]);
  });
});
