import { describe, expect, it } from 'vitest';
import { distanceLoss } from './distance-loss.js';
import type { BoxColumns } from './gaussian.js';
import { gaussianBhattacharyya } from './gaussian-bhattacharyya.js';
import { gaussianKld } from './gaussian-kld.js';
import { gaussianWasserstein, normalisedGaussianWasserstein } from './gaussian-wasserstein.js';
import { kfIou, kfIouLoss } from './kf-iou.js';
import {
  boxPairs,
  dangersWithin,
  expectFinite,
  expectGradientAndRuntime,
  matrixDistances,
  ofColumns,
  transposed,
  valuesOf,
} from './testing.js';

const forms = { kld: gaussianKld, wasserstein: gaussianWasserstein, bhattacharyya: gaussianBhattacharyya, kfIou };
const losses = {
  'kld, log1p': (p: BoxColumns, t: BoxColumns) => distanceLoss(gaussianKld(p, t)),
  'kld, sqrt': (p: BoxColumns, t: BoxColumns) => distanceLoss(gaussianKld(p, t), { form: 'sqrt', tau: 2 }),
  'gwd, log1p': (p: BoxColumns, t: BoxColumns) => distanceLoss(normalisedGaussianWasserstein(p, t)),
  'bcd, log1p': (p: BoxColumns, t: BoxColumns) => distanceLoss(gaussianBhattacharyya(p, t), { tau: 2 }),
  'kfiou, ln': (p: BoxColumns, t: BoxColumns) => kfIouLoss(p, t, 'ln'),
  'kfiou, exp': (p: BoxColumns, t: BoxColumns) => kfIouLoss(p, t, 'exp'),
  'kfiou, none': (p: BoxColumns, t: BoxColumns) => kfIouLoss(p, t),
} as const;

describe.each(Object.entries(forms))('%s', (name, form) => {
  const build = ofColumns((first, second) => form(first, second));

  it('is the matrix form on 2000 random pairs (R11)', () => {
    const columns = boxPairs(2000);
    const rows = transposed(columns);
    let worst = 0;
    valuesOf(build, ...columns).forEach((value, i) => {
      const plain = matrixDistances(rows[i].slice(0, 5), rows[i].slice(5))[name as keyof typeof forms];
      worst = Math.max(worst, Math.abs(value - plain) / Math.max(1, Math.abs(plain)));
    });
    expect(worst).toBeLessThan(1e-9);
  });

  it('has the gradient of central differences and the reference’s values on ONNX Runtime', async () => {
    await expectGradientAndRuntime(build, boxPairs(6), { gradient: 1e-5, runtime: 1e-3 });
  });
});

/** Pairs of R5: slivers, boxes without a side, centres far out. */
const degenerate = transposed([
  [50, 50, 40, 0, 0.6, 50, 50, 40, 12, 0.6],
  [50, 50, 40, 12, 0.6, 50, 50, 40, 0, 0.6],
  [50, 50, 40, 1e-3, 0.6, 52, 49, 40, 12, 0.4],
  [50, 50, 0, 0, 0, 50, 50, 0, 0, 1],
  [50, 50, 800, 0.5, 1, 50, 50, 800, 0.5, 1],
  [50, 50, 1600, 0.1, 1.1, 50, 50, 30, 20, -1],
  [1e30, 50, 40, 12, 0.6, 50, 50, 40, 12, 0.6],
  [50, 50, 40, 12, 0.6, 50, 50, -40, -12, 0.6],
  [50, 50, 1e30, 1e30, 0.6, 50, 50, 40, 12, 0.6],
]);

describe.each(Object.entries(losses))('%s', (_name, loss) => {
  const build = ofColumns(loss);

  it('has the gradient of central differences', async () => {
    await expectGradientAndRuntime(build, boxPairs(5), { gradient: 1e-6, runtime: 1e-4 });
  });

  it('is finite in value and gradient for degenerate pairs (R5)', async () => {
    // The gradient of a box a thousand times too thin runs to 1e6: compare roughly.
    await expectFinite(build, degenerate, 0.05);
    const infinite = degenerate.map((column, i) => (i === 0 ? column.map(() => Number.POSITIVE_INFINITY) : column));
    await expectFinite(build, infinite, 0.05);
  });

  it('is proved finite for boxes about an image, and its gradient for boxes of a pixel or more', () => {
    const boxesOf = (smallest: number, largest: number) => {
      const box = [
        [-5e3, 5e3],
        [-5e3, 5e3],
        [smallest, largest],
        [smallest, largest],
        [-10, 10],
      ] as const;
      return [...box, ...box];
    };
    expect(dangersWithin(build, boxesOf(0, 5e3), { withGradient: false })).toEqual([]);
    expect(dangersWithin(build, boxesOf(1, 2e3))).toEqual([]);
  });
});
