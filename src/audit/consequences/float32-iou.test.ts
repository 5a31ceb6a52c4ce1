import { describe, expect, it } from 'vitest';
import { rotatedIou } from '../../geometry/index.js';
import type { OrientedBox } from '../../geometry/types.js';
import { toolboxIou } from './float32-iou.js';

/** Two boxes and the IoU of mmcv 2.0.1's CPU kernel (g++ -O2, no fused operations), sides raised to 1e-3 before. */
const reference: readonly (readonly [truth: readonly number[], anchor: readonly number[], iou: number])[] = [
  [[426.09006, 197.96451, 101.86405, 89.47325, -0.98664755], [480, 256, 181.01933, 143.67514, 0], 0.17310922],
  [[248.65172, 451.16785, 85.04619, 93.93832, 0.17472526], [256, 384, 287.35028, 143.67514, 0], 0.09799881],
  [[67.58214, 488.30035, 4.826451, 45.11635, -1.4265064], [80, 496, 80.63495, 64, 1.5707964], 0.039501414],
  [[614.6129, 453.44696, 136.7727, 47.897564, 0.55798066], [608, 440, 40.317474, 40.317474, 0], 0.2196029],
  [[113.42416, 644.5929, 98.60697, 0.001, 1.5707964], [256, 512, 574.70056, 912.2803, 0], 1.8940946e-7],
  [[741.29675, 197.5453, 157.89507, 0.001, 0.3], [704, 320, 456.14014, 228.07007, 0], 4.839262e-7],
  [[798.1539, 217.14484, 195.02786, 0.001, 1.5707964], [792, 208, 32, 40.317474, 1.5707964], 2.4798208e-5],
  [[360.2239, 92.287605, 17.601675, 9.892668, -1.0453314], [368, 88, 71.83757, 22.627417, -1.5707964], 0.08664523],
  [[170.55783, 267.37738, 142.79352, 5.123622, -1.0584862], [192, 256, 287.35028, 362.03867, 1.5707964], 0.0070326533],
  [[191.92969, 746.1358, 1.0103338, 0.0062263845, 0.9102267], [-0, 896, 1149.4011, 362.03867, 0], 1.5102641e-8],
  [[148.9264, 282.8588, 0.001, 0.001, 2.8573747], [176, 272, 45.254833, 114.035034, 1.5707964], 9.688431e-11],
  [[440.08517, 281.925, 0.001, 0.001, 3.1986132], [432, 272, 50.796833, 32, 0], 6.153622e-10],
  [[21.481457, 374.41458, 0.001, 0.001, -0.08347771], [0, 512, 456.14014, 912.2803, 0], 1.1942199e-12],
  [[700.94336, 791.18195, 8.009569, 93.74627, 1.5707964], [768, 864, 181.01933, 143.67514, 1.5707964], 0.015704112],
  [[597.9841, 600.0373, 63.41792, 12.566327, 0.7853982], [544, 576, 287.35028, 114.035034, 0], 0.024320379],
  [[454.0758, 754.38086, 36.02956, 40.545914, -1.5707964], [464, 752, 143.67514, 71.83757, 1.5707964], 0.1415379],
  [[372.7065, 223.9499, 126.28591, 14.394864, 1.5707964], [448, 128, 322.5398, 256, 0], 0.016506],
  [[655.9652, 331.7157, 136.60591, 27.51427, 1.246007], [655.9662, 331.7157, 136.60591, 27.51427, 1.246007], 0.9999284],
  [
    [660.28424, 417.14404, 124.43391, 38.014175, 0.9386271],
    [660.28424, 417.14404, 124.43391, 38.014175, 0.93862814],
    0.99999815,
  ],
  [
    [69.43779, 73.69319, 131.32065, 15.283462, 2.9734857],
    [69.43779, 73.69319, 131.32065, 15.283462, 2.9734867],
    0.9999959,
  ],
  [
    [447.9976, 262.285, 100.7585, 71.363914, 0.78362995],
    [447.9976, 262.285, 100.7585, 71.363914, 0.78362995],
    0.9999999,
  ],
];

function box([cx, cy, w, h, theta]: readonly number[]): OrientedBox {
  const f = Math.fround;
  return { cx: f(cx), cy: f(cy), w: f(w), h: f(h), theta: f(theta) };
}

describe('toolboxIou', () => {
  it.each(reference)('gives the bits of the kernel for %j and %j', (truth, anchor, iou) => {
    expect(toolboxIou(box(truth), box(anchor))).toBe(Math.fround(iou));
  });

  it('agrees with exact overlaps to float32 for boxes that are not needles', () => {
    let seed = 3;
    const upTo = (limit: number): number => {
      seed = (seed * 1664525 + 1013904223) >>> 0;
      return (seed / 2 ** 32) * limit;
    };
    for (let trial = 0; trial < 5_000; trial++) {
      const a = box([400 + upTo(50), 400 + upTo(50), 5 + upTo(90), 5 + upTo(90), upTo(6) - 3]);
      const b = box([400 + upTo(50), 400 + upTo(50), 5 + upTo(90), 5 + upTo(90), upTo(6) - 3]);
      expect(toolboxIou(a, b)).toBeCloseTo(rotatedIou(a, b), 4);
    }
  });

  it('raises sides to a thousandth of a pixel, so that nothing has no area', () => {
    const anchor = box([400, 400, 32, 32, 0]);
    const ious = [392, 396, 400, 404].map((x) => toolboxIou(box([x, 398, 0, 0, 0]), anchor));
    // The kernel's rounding may lose half of so small an area.
    expect(Math.min(...ious)).toBeGreaterThan(4.8e-10);
    expect(Math.max(...ious)).toBeCloseTo(9.77e-10, 12);
    expect(toolboxIou(box([401, 401, -5, 20, 0]), anchor)).toBe(toolboxIou(box([401, 401, 1e-3, 20, 0]), anchor));
  });

  it('is 0 for a centre that is not finite and NaN for a side that is NaN (I3)', () => {
    const anchor = box([400, 400, 32, 32, 0]);
    expect(toolboxIou(box([Number.NaN, 400, 20, 20, 0]), anchor)).toBe(0);
    expect(toolboxIou(box([Number.POSITIVE_INFINITY, 400, 20, 20, 0]), anchor)).toBe(0);
    expect(toolboxIou(box([400, 400, Number.NaN, 20, 0]), anchor)).toBeNaN();
  });
});
