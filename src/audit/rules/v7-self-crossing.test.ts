import { describeRule } from './testing.js';
import { selfCrossing } from './v7-self-crossing.js';

describeRule(selfCrossing, {
  silent: {
    'corners in order, either way round': {
      images: [
        {
          quads: [
            [0, 0, 90, 0, 90, 60, 0, 60],
            [0, 0, 0, 60, 90, 60, 90, 0],
          ],
        },
      ],
    },
    'a slight dent': { images: [{ quads: [[0, 0, 90, 3, 180, 0, 90, 80]] }] },
    'a crossing quad of impossible size, which is V6': {
      images: [{ quads: [[0, 0, 2e5, 60, 2e5, 0, 0, 60]] }],
    },
  },
  reasons: {
    crossing: [
      { images: [{ quads: [[0, 0, 90, 60, 90, 0, 0, 60]] }], severity: 'error', fix: { action: 'reorder-corners' } },
      // An irregular bow-tie, one of whose loops is much larger.
      {
        images: [{ quads: [[0, 0, 100, 0, 45, 100, 55, 100]] }],
        severity: 'warning',
        fix: { action: 'reorder-corners' },
      },
    ],
    dented: [
      { images: [{ quads: [[0, 0, 90, 20, 180, 0, 90, 80]] }], severity: 'warning', fix: { action: 'manual' } },
      { images: [{ quads: [[0, 0, 90, 60, 180, 0, 90, 80]] }], severity: 'error', fix: { action: 'manual' } },
    ],
  },
});
