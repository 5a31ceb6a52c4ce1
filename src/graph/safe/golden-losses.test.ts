import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../foundation/package-root.js';
import { evaluate, tensor } from '../evaluate.js';
import { gradient } from '../gradient.js';
import { add } from '../ops/add.js';
import { clamp } from '../ops/clamp.js';
import { constant } from '../ops/constant.js';
import { input } from '../ops/input.js';
import { maximum } from '../ops/maximum.js';
import { minimum } from '../ops/minimum.js';
import { multiply } from '../ops/multiply.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { sqrt } from '../ops/sqrt.js';
import type { Value } from '../types.js';
import { type DistanceLossOptions, distanceLoss } from './distance-loss.js';
import type { BoxColumns } from './gaussian.js';
import { gaussianBhattacharyya } from './gaussian-bhattacharyya.js';
import { gaussianKld } from './gaussian-kld.js';
import { gaussianWasserstein, normalisedGaussianWasserstein } from './gaussian-wasserstein.js';
import { kfIouLoss } from './kf-iou.js';
import { smoothL1 } from './smooth-l1.js';
import { transposed } from './testing.js';

const file = join(packageRoot, '../shared/goldens/vectors/golden_mmrotate034_losses.json');
const present = existsSync(file);

type Numbers = readonly (number | 'nan' | 'inf' | '-inf')[];

interface GoldenCase {
  readonly loss: string;
  readonly params: { readonly fun: DistanceLossOptions['form']; readonly tau: number; readonly sqrt?: boolean };
  readonly pred: readonly (readonly number[])[];
  readonly target: readonly (readonly number[])[];
  readonly value: readonly (Numbers[number] | Numbers)[];
  readonly grad_pred: readonly Numbers[];
}

const cases: readonly GoldenCase[] = present ? JSON.parse(readFileSync(file, 'utf8')).cases : [];

type Loss = (p: BoxColumns, t: BoxColumns) => Value;
/** MMRotate floors sides at 1e-7. */
const floor = 1e-7;
const kld: Loss = (p, t) => gaussianKld(p, t, floor);
const swapped: Loss = (p, t) => gaussianKld(t, p, floor);

const distances: Readonly<Record<string, Loss>> = {
  gwd_loss: (p, t) => normalisedGaussianWasserstein(p, t, floor),
  kld_loss: kld,
  jd_loss: (p, t) => multiply(add(kld(p, t), swapped(p, t)), constant(0.5)),
  kld_symmax_loss: (p, t) => maximum(kld(p, t), swapped(p, t)),
  kld_symmin_loss: (p, t) => minimum(kld(p, t), swapped(p, t)),
  'v1.gwd_loss': (p, t) => clamp(gaussianWasserstein(p, t, floor), 1e-6, 1e30),
  'v1.bcd_loss': (p, t) => clamp(gaussianBhattacharyya(p, t, floor), 1e-6, 1e30),
  'v1.kld_loss': (p, t) => clamp(multiply(constant(2), swapped(p, t)), 1e-6, 1e30),
};

/** The loss of a golden case as MMRotate composes it. */
function lossOf({ loss, params: { fun, tau, sqrt: rooted = true } }: GoldenCase): Loss {
  return (p, t) => {
    const distance = distances[loss](p, t);
    const alone = loss === 'gwd_loss' || loss.startsWith('v1.') || !rooted;
    return distanceLoss(alone ? distance : sqrt(distance, 1e-7), { form: fun, tau });
  };
}

/** Values, and gradients by the prediction's columns, of rows of pairs. */
function valuesAndGradients(
  loss: Loss,
  rows: readonly (readonly number[])[],
): { values: number[]; slopes: number[][] } {
  const columns = transposed(rows);
  const inputs = columns.map((column, index) => input(`x${index}`, [column.length]));
  const [p, t] = [inputs.slice(0, 5), inputs.slice(5)].map(([cx, cy, w, h, theta]) => ({ cx, cy, w, h, theta }));
  const value = loss(p, t);
  const feeds = new Map(inputs.map((column, index) => [column, tensor(column.shape, columns[index])]));
  const [values, ...slopes] = evaluate([value, ...gradient(reduceSum(value), inputs.slice(0, 5))], feeds);
  return { values: [...values.data], slopes: transposed(slopes.map(({ data }) => [...data])) };
}

function expectNear(actual: number, golden: Numbers[number], where: string): void {
  const difference = Math.abs(actual - Number(golden));
  expect(difference, where).toBeLessThanOrEqual(1e-4 + 1e-3 * Math.abs(Number(golden)));
}

/** Rows from here on are degenerate or equal boxes, where the peer's float32 is noise or NaN. */
const ordinary = 8;

describe.skipIf(!present)('losses of MMRotate 0.3.4 (needs ../shared/goldens)', () => {
  it.each(
    cases.filter(({ loss }) => loss in distances).map((golden) => [golden.loss, JSON.stringify(golden.params), golden]),
  )('%s %s: same value and gradient on ordinary pairs, finite on the others', (_loss, _params, golden) => {
    const rows = golden.pred.map((box, i) => [...box, ...golden.target[i]]);
    const { values, slopes } = valuesAndGradients(lossOf(golden), rows);
    for (let row = 0; row < ordinary; row += 1) {
      expectNear(values[row], [golden.value[row]].flat()[0], `value of row ${row}`);
      slopes[row].forEach((slope, i) => {
        expectNear(slope, golden.grad_pred[row][i], `gradient ${i} of row ${row}`);
      });
    }
    for (const number of [...values, ...slopes.flat()]) expect(Number.isFinite(number)).toBe(true);
  });

  it('kfiou_loss: same value and gradient on ordinary pairs, finite on the others', () => {
    const golden = JSON.parse(readFileSync(file, 'utf8')).cases.find(({ loss }: GoldenCase) => loss === 'kfiou_loss');
    const rows = golden.pred_decode.map((box: number[], i: number) => [...box, ...golden.target_decode[i]]);
    const { values, slopes } = valuesAndGradients((p, t) => kfIouLoss(p, t, 'ln', floor), rows);
    const deltas = golden.pred_delta.map((delta: number[], i: number) => [...delta, ...golden.target_delta[i]]);
    const centres = valuesAndGradients((p, t) => add(smoothL1(p.cx, t.cx, 1 / 9), smoothL1(p.cy, t.cy, 1 / 9)), deltas);
    for (let row = 0; row < ordinary; row += 1) {
      expectNear(values[row] + centres.values[row], golden.value[row], `value of row ${row}`);
      slopes[row].forEach((slope, i) => {
        expectNear(slope, golden.grad_pred_decode[row][i], `gradient ${i} of row ${row}`);
      });
      centres.slopes[row].forEach((slope, i) => {
        expectNear(slope, golden.grad_pred_delta[row][i], `delta ${i} of ${row}`);
      });
    }
    for (const number of [...values, ...slopes.flat()]) expect(Number.isFinite(number)).toBe(true);
  });
});
