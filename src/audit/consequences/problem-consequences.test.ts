import { describe, expect, it } from 'vitest';
import type { Dataset, ReadProblem } from '../../datasets/types.js';
import { datasetOf, imageOf } from '../rules/testing.js';
import { problemConsequences } from './problem-consequences.js';
import { stockTrainSetup } from './train-setup.js';

function crashes(reason: ReadProblem['reason'], format: Dataset['format'], id = 'P1__1024__0___0'): string[] {
  const image = imageOf({ id, ...(id === 'P1' && { size: { width: 4000, height: 3000 } }) }, datasetOf({ format }));
  const problem: ReadProblem = { reason, line: 1, values: {} };
  return problemConsequences(problem, image, stockTrainSetup(image.dataset)).map(({ where, effect, values }) =>
    `${where} ${effect} ${values?.error ?? ''}`.trim(),
  );
}

describe('problemConsequences', () => {
  it.each([
    ['header-line', 'ValueError'],
    ['missing-difficulty', 'IndexError'],
    ['bad-number', 'ValueError'],
    ['bad-difficulty', 'ValueError'],
  ] as const)('%s stops both loaders of DOTA with a %s (A14)', (reason, error) => {
    expect(crashes(reason, 'dota')).toEqual([
      `mmrotate-0.3.4 loader-crash ${error}`,
      `mmrotate-1.0.0rc1 loader-crash ${error}`,
    ]);
  });

  it('minds neither headers nor a missing difficulty before the split, which skips short lines', () => {
    expect(crashes('header-line', 'dota', 'P1')).toEqual([]);
    expect(crashes('missing-difficulty', 'dota', 'P1')).toEqual([]);
    expect(crashes('too-few-fields', 'dota', 'P1')).toEqual([
      'mmrotate-0.3.4 line-skipped',
      'mmrotate-1.0.0rc1 line-skipped',
    ]);
    expect(crashes('bad-number', 'dota', 'P1')).toHaveLength(2);
  });

  it('stops 1.x at DIOR-R without its tag, 0.3.4 having no loader for it (A11)', () => {
    expect(crashes('missing-tag', 'dior')).toEqual(['mmrotate-1.0.0rc1 loader-crash AttributeError']);
    expect(crashes('xml-malformed', 'hrsc2016')).toHaveLength(2);
  });

  it('says nothing of formats MMRotate does not load', () => {
    expect(crashes('bad-number', 'coco')).toEqual([]);
    expect(crashes('image-size-unknown', 'yolo-obb')).toEqual([]);
  });
});
