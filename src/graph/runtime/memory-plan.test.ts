import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planMemory } from './memory-plan.js';

describe('planMemory', () => {
  it('lets needs share memory that follow one another', () => {
    const plan = planMemory([
      { byteLength: 10, from: 0, to: 1 },
      { byteLength: 8, from: 2, to: 3 },
      { byteLength: 9, from: 1, to: 2 },
    ]);
    expect(plan.pieces).toEqual([10, 9]);
    expect(plan.assigned).toEqual([0, 0, 1]);
  });

  it('never lets two needs of one time share, and gives each enough', () => {
    const need = fc.tuple(fc.nat(100), fc.nat(8), fc.nat(4));
    fc.assert(
      fc.property(fc.array(need), (all) => {
        const needs = all.map(([byteLength, from, length]) => ({ byteLength, from, to: from + length }));
        const { pieces, assigned } = planMemory(needs);
        needs.forEach((one, i) => {
          expect(pieces[assigned[i]]).toBeGreaterThanOrEqual(one.byteLength);
          needs.slice(i + 1).forEach((other, k) => {
            const overlap = one.from <= other.to && other.from <= one.to;
            if (overlap) expect(assigned[i]).not.toBe(assigned[i + 1 + k]);
          });
        });
      }),
    );
  });
});
