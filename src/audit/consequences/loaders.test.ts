import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../datasets/types.js';
import type { Quad } from '../../geometry/types.js';
import { datasetOf, type ImageParts, imageOf, rectangle } from '../rules/testing.js';
import { loaderFor } from './loaders.js';
import { pipelineVerdicts } from './pipelines.js';
import { stockTrainSetup } from './train-setup.js';
import { trainingImage } from './training-image.js';

/** A window of a split DOTA image, unless told otherwise. */
function loaderOf(polygon: Quad, parts: ImageParts = {}, dataset: Partial<Dataset> = {}) {
  const object = { difficulty: 0, ...parts.objects?.[0], polygon };
  const image = imageOf({ id: 'P0001__1024__0___0', ...parts, objects: [object] }, datasetOf(dataset));
  const train = stockTrainSetup(image.dataset);
  return { load: loaderFor(image.shapes[0], image, train), frame: trainingImage(image.size, train) };
}

describe('pipelines (catalogue, section 3.2)', () => {
  it.each([
    // Short side in stored pixels: 0.3.4, with rotation, 1.0.0rc1, FilterAnnotations 0.01, FilterAnnotations 2.
    [0, 'dropped', 'dropped', 'kept', 'dropped', 'dropped'],
    [0.001, 'dropped', 'dropped', 'kept', 'dropped', 'dropped'],
    [0.5, 'dropped', 'dropped', 'kept', 'kept', 'dropped'],
    [1, 'dropped', 'dropped', 'kept', 'kept', 'dropped'],
    [2, 'kept', 'dropped', 'kept', 'kept', 'dropped'],
    [5, 'kept', 'dropped', 'kept', 'kept', 'kept'],
    [5.25, 'kept', 'kept', 'kept', 'kept', 'kept'],
  ])('a side of %d px', (side, older, olderRotated, newer, newerFiltered, newerFiltered2) => {
    // Upright and near the origin, so that float32 keeps the side.
    const { load, frame } = loaderOf([0, 0, 40, 0, 40, side, 0, side]);
    expect(pipelineVerdicts(load, frame)).toEqual({ older, olderRotated, newer, newerFiltered, newerFiltered2 });
  });
});

describe('loaderFor DOTA', () => {
  const box = rectangle(400, 300, 60, 20, 0.3);
  const thin = rectangle(400, 300, 60, 1);

  it('stops with a KeyError at an unknown class; 0.3.4 only if it has not dropped the box before', () => {
    const unknown = { objects: [{ className: 'boat' }] };
    expect(loaderOf(box, unknown).load('mmrotate-0.3.4', 'oc')).toEqual({ kind: 'crash', error: 'KeyError' });
    expect(loaderOf(thin, unknown).load('mmrotate-0.3.4', 'oc')).toMatchObject({ kind: 'dropped' });
    expect(loaderOf(thin, unknown).load('mmrotate-1.0.0rc1', 'oc')).toEqual({ kind: 'crash', error: 'KeyError' });
  });

  it('stops with an IndexError where the difficulty is missing', () => {
    const missing = { objects: [{ difficulty: undefined }] };
    expect(loaderOf(box, missing).load('mmrotate-0.3.4', 'oc')).toEqual({ kind: 'crash', error: 'IndexError' });
    expect(loaderOf(box, missing).load('mmrotate-1.0.0rc1', 'oc')).toEqual({ kind: 'crash', error: 'IndexError' });
  });

  it('leaves out what is more difficult than 100 (D7)', () => {
    const load = loaderOf(box, { objects: [{ difficulty: 101 }] }).load;
    expect(load('mmrotate-0.3.4', 'le90')).toEqual({ kind: 'difficult', difficulty: 101 });
    expect(load('mmrotate-1.0.0rc1', 'le90')).toEqual({ kind: 'difficult', difficulty: 101 });
    expect(loaderOf(box, { objects: [{ difficulty: 100 }] }).load('mmrotate-0.3.4', 'le90').kind).toBe('box');
  });

  it('drops by edges in le135 and by the rectangle in oc and le90 (A8)', () => {
    const sheared: Quad = [0, 0, 50, 0, 69.9, 1.9, 19.9, 1.9];
    const { load } = loaderOf(sheared);
    expect(load('mmrotate-0.3.4', 'le135').kind).toBe('box');
    expect(load('mmrotate-0.3.4', 'oc').kind).toBe('dropped');
    expect(load('mmrotate-0.3.4', 'le90').kind).toBe('dropped');
  });
});

describe('loaderFor DOTA that is still to be split', () => {
  const large = { id: 'P0001', size: { width: 4000, height: 3000 } };

  it('drops what has no area, as the share of a window is then 0', () => {
    const flat: Quad = [2000, 1000, 2050, 1000, 2050, 1000, 2000, 1000];
    expect(loaderOf(flat, large).load('mmrotate-1.0.0rc1', 'oc')).toEqual({ kind: 'not-in-window', share: 0 });
  });

  it('drops what no window holds to 70 %, and keeps what one does, in its coordinates', () => {
    expect(loaderOf(rectangle(2000, 1500, 1600, 40), large).load('mmrotate-0.3.4', 'oc')).toMatchObject({
      kind: 'not-in-window',
    });
    const kept = loaderOf(rectangle(1000, 1500, 60, 20), large).load('mmrotate-0.3.4', 'oc');
    // Windows start every 824 px.
    expect(kept).toMatchObject({ kind: 'box', box: { cx: 176, cy: 676 } });
  });

  it('stops at a bow-tie and at NaN, which Shapely refuses', () => {
    const bow: Quad = [100, 100, 160, 140, 160, 100, 100, 140];
    expect(loaderOf(bow, large).load('mmrotate-0.3.4', 'oc')).toEqual({ kind: 'split-crash', error: 'GEOSException' });
    const holed: Quad = [Number.NaN, 100, 160, 140, 160, 100, 100, 140];
    expect(loaderOf(holed, large).load('mmrotate-1.0.0rc1', 'oc')).toEqual({
      kind: 'split-crash',
      error: 'GEOSException',
    });
  });

  it('drops what is infinite', () => {
    const endless: Quad = [Number.POSITIVE_INFINITY, 100, 160, 140, 160, 100, 100, 140];
    expect(loaderOf(endless, large).load('mmrotate-0.3.4', 'oc')).toEqual({ kind: 'not-in-window', share: 0 });
  });

  it('has a difficulty written where it is missing', () => {
    const missing = { ...large, objects: [{ difficulty: undefined }] };
    expect(loaderOf(rectangle(1000, 1500, 60, 20), missing).load('mmrotate-1.0.0rc1', 'oc').kind).toBe('box');
  });
});

describe('loaderFor DIOR-R', () => {
  const dior = { format: 'dior', variant: 'oriented', classes: ['ship'], classesIgnoreCase: true } as const;
  const flat: Quad = [100, 200, 150, 200, 150, 200, 100, 200];

  it('keeps a box without height in 1.x, and as DOTA text 0.3.4 drops it (D1)', () => {
    const { load } = loaderOf(flat, {}, dior);
    expect(load('mmrotate-0.3.4', 'oc')).toEqual({ kind: 'dropped', side: 0 });
    expect(load('mmrotate-1.0.0rc1', 'oc')).toMatchObject({ kind: 'box', box: { w: 50, h: 0 } });
  });

  it('lower-cases class names, and stops at unknown ones with a KeyError (D8)', () => {
    const shout = loaderOf(flat, { objects: [{ className: 'Ship' }] }, dior);
    expect(shout.load('mmrotate-1.0.0rc1', 'oc').kind).toBe('box');
    const unknown = loaderOf(flat, { objects: [{ className: 'boat' }] }, dior);
    expect(unknown.load('mmrotate-1.0.0rc1', 'oc')).toEqual({ kind: 'crash', error: 'KeyError' });
    expect(unknown.load('mmrotate-0.3.4', 'oc').kind).toBe('dropped');
  });

  it('stops with an AttributeError at an upright box among oriented ones (A11)', () => {
    const written = { kind: 'horizontal', xmin: 1, ymin: 2, xmax: 3, ymax: 4 } as const;
    const upright = loaderOf(flat, { objects: [{ written }] }, dior);
    expect(upright.load('mmrotate-1.0.0rc1', 'oc')).toEqual({ kind: 'crash', error: 'AttributeError' });
    const asked = loaderOf(flat, { objects: [{ written }] }, { ...dior, variant: 'horizontal' });
    expect(asked.load('mmrotate-1.0.0rc1', 'oc').kind).toBe('box');
  });

  it('reads neither difficulty nor its absence', () => {
    const { load } = loaderOf(flat, { objects: [{ difficulty: undefined }] }, dior);
    expect(load('mmrotate-1.0.0rc1', 'oc').kind).toBe('box');
  });
});

describe('loaderFor HRSC2016', () => {
  const written = { kind: 'rotated', cx: 300, cy: 200, w: 120, h: 0, theta: 0.4 } as const;
  const polygon = rectangle(300, 200, 120, 0, 0.4);

  it('has no filter in le90 of 0.3.4; oc and le135 stop with a ValueError (A20)', () => {
    const { load } = loaderOf(polygon, { objects: [{ written }] }, { format: 'hrsc2016', variant: 'HRSC2016' });
    expect(load('mmrotate-0.3.4', 'le90')).toMatchObject({ kind: 'box', box: { h: 0 } });
    expect(load('mmrotate-0.3.4', 'oc')).toEqual({ kind: 'crash', error: 'ValueError' });
    expect(load('mmrotate-0.3.4', 'le135')).toEqual({ kind: 'crash', error: 'ValueError' });
    expect(load('mmrotate-1.0.0rc1', 'oc').kind).toBe('box');
  });
});
