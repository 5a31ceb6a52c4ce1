import { describe, expect, it } from 'vitest';
import type { ReadProblem } from '../datasets/types.js';
import type { Quad } from '../geometry/index.js';
import { Explanations } from './explanations.js';
import { rules } from './rules/index.js';
import { healthyBox, imageOf } from './rules/testing.js';
import type { Rule } from './types.js';

const train = { width: 800, height: 800 };
const ruleOf = (code: string) => rules.find((rule) => rule.code === code) as Rule;
const flat = [100, 100, 160, 100, 160, 100, 100, 100] as const;
/** Objects with a difficulty, without which loaders stop. */
const easy = (quads: readonly Quad[]) => ({ objects: quads.map((polygon) => ({ polygon, difficulty: 0 })) });

describe('Explanations', () => {
  it('follow every box that loses the weights, and only the first few others of a rule', () => {
    const image = imageOf(easy([...Array.from({ length: 40 }, () => healthyBox), flat]));
    const explanations = new Explanations(train);
    const explained = image.shapes.map((shape) => explanations.of({ reason: 'thin' }, shape, image, ruleOf('V4')));
    expect(explained.filter(({ chain }) => chain !== undefined)).toHaveLength(25);
    expect(explained.at(-1)?.consequences.some(({ permanent }) => permanent)).toBe(true);
    expect(explained.at(-1)?.chain?.at(-1)).toMatchObject({ stage: 'weights', code: 'lost' });
  });

  it('compute an object once though several rules report it', () => {
    const image = imageOf(easy([flat]));
    const explanations = new Explanations(train);
    const [first, second] = ['V1', 'V4'].map((code) =>
      explanations.of({ reason: 'any' }, image.shapes[0], image, ruleOf(code)),
    );
    expect(second.consequences).toBe(first.consequences);
    expect(second.chain).toBe(first.chain);
  });

  it('say which loaders stop at what cannot be read', () => {
    const problem: ReadProblem = { reason: 'missing-difficulty', line: 1, values: {} };
    const { consequences } = new Explanations(train).of({ reason: 'any', problem }, undefined, imageOf(), ruleOf('V0'));
    expect(consequences).toContainEqual(expect.objectContaining({ effect: 'loader-crash', permanent: false }));
  });

  it('have nothing to say of rules without consequences', () => {
    const image = imageOf(easy([flat]));
    const explained = new Explanations(train).of({ reason: 'any' }, image.shapes[0], image, ruleOf('V17'));
    expect(explained).toEqual({ consequences: [] });
  });
});
