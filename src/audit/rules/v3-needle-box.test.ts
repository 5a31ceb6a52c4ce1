import { expect, it } from 'vitest';
import { describeRule, rectangle, reportsOf } from './testing.js';
import { needleBox } from './v3-needle-box.js';

const thin = (side: number) => [rectangle(400, 400, 80, side)];

describeRule(needleBox, {
  silent: {
    'a side at the limit': { images: [{ quads: thin(0.5 + 1e-9) }] },
    'a segment, which is V1': { images: [{ quads: [[10, 20, 50, 20, 50, 20, 10, 20]] }] },
    'a thin side that training enlarges': { images: [{ quads: thin(0.3), scale: 2 }] },
    'a limit that was lowered': { images: [{ quads: thin(0.4) }], options: { warningBelow: 0.3 } },
  },
  reasons: {
    vanishing: { images: [{ quads: thin(0.005) }], fix: { action: 'drop' } },
    undecodable: [
      { images: [{ quads: thin(0.4) }], fix: { action: 'drop' } },
      { images: [{ quads: thin(0.8), scale: 0.5 }] },
    ],
  },
});

it('states the target of the side at training scale', () => {
  const [{ values }] = reportsOf(needleBox, { images: [{ quads: thin(0.8), scale: 0.5 }] });
  expect(values?.side).toBeCloseTo(0.4, 9);
  expect(values?.storedSide).toBeCloseTo(0.8, 9);
  expect(values?.target).toBeCloseTo(Math.log(0.4 / 32), 9);
});
