import { describe, expect, it } from 'vitest';
import { headerLines, manyFindings, thinHarbour, unknownClass, zeroHeightShip } from '../../../tests/audit-result.js';
import { choosePictured } from './choice.js';

const findings = manyFindings(1000);
const countsByCode = (chosen: readonly { code: string }[]) => {
  const counts: Record<string, number> = {};
  for (const { code } of chosen) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
};

describe('choosePictured', () => {
  it('gives every rule its share', () => {
    expect(countsByCode(choosePictured(findings, { perRule: 24, total: 400 }))).toEqual({ V1: 24, V4: 24, V10: 24 });
  });

  it('stops at the total, rules taking turns', () => {
    expect(countsByCode(choosePictured(findings, { perRule: 24, total: 7 }))).toEqual({ V1: 3, V4: 2, V10: 2 });
  });

  it('passes over what has no box that can be drawn', () => {
    const notFinite = { ...zeroHeightShip, polygon: Array(8).fill(Number.NaN) };
    const chosen = choosePictured([headerLines, notFinite, thinHarbour, unknownClass], { perRule: 9, total: 9 });
    expect(chosen).toEqual([unknownClass, thinHarbour]);
  });

  it('chooses nothing when no picture is wanted', () => {
    expect(choosePictured(findings, { perRule: 0, total: 0 })).toEqual([]);
  });
});
