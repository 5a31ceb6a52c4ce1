import { z } from 'zod';
import { defineRule, threshold } from './define.js';
import { hasImproperSides, leastHullArea } from './shapes.js';

/**
 * Corners that coincide, lie on one line or span no area to speak of. MMRotate 1.0.0rc1 keeps such a box and encodes
 * log(0): an infinite target, whose smooth-L1 gradient is NaN (A1, C1, C2, L1). Four of them are in DIOR-R. Dropped:
 * there is nothing in it to learn, and 0.3.4's loader for DOTA files never showed it to a model.
 */
export const degenerateBox = defineRule({
  code: 'V1',
  name: 'degenerate-box',
  reasons: { point: 'error', segment: 'error', 'no-area': 'error' },
  catalogue: ['A1', 'A19', 'A20', 'C1', 'C2', 'L1', 'L2', 'NS1', 'S0', 'S1'],
  options: z.strictObject({ hullAreaBelow: threshold('V1.option.hullAreaBelow', leastHullArea) }),
  consequential: true,
  policy: 'drop',
  checkImage({ shapes }, { hullAreaBelow }, report) {
    for (const { object, rectangle, hullArea, longSide } of shapes) {
      const { kind } = rectangle;
      if (kind === 'none' || (kind === 'rectangle' && hullArea >= hullAreaBelow)) continue;
      // A stated side of zero is V2, which says where it comes from.
      if (hasImproperSides(object.written)) continue;
      const fix = { action: 'drop' } as const;
      if (kind === 'rectangle') report({ reason: 'no-area', object, values: { area: hullArea }, fix });
      else if (kind === 'point') report({ reason: 'point', object, fix });
      else report({ reason: 'segment', object, values: { length: longSide }, fix });
    }
  },
});
