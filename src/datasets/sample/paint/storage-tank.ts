import type { Random } from '../../../foundation/random.js';
import { type Colour, css, shade, vary } from './colour.js';
import type { ObjectSize, Painter } from './painter.js';
import { element, polyline } from './svg.js';

const roofs: readonly Colour[] = [
  [226, 226, 220],
  [206, 208, 206],
  [186, 182, 170],
  [168, 172, 172],
  [150, 122, 96],
];

function circle(r: number, attributes: Record<string, string | number>): string {
  return element('circle', { cx: 0, cy: 0, r, ...attributes });
}

function paint({ length }: ObjectSize, random: Random): string {
  const r = length / 2;
  const roof = vary(random.pick(roofs), random, 0.06);
  const rim = { fill: 'none', stroke: css(shade(roof, 1.14)), 'stroke-width': Math.max(0.35, r * 0.06) };
  const stair = random.uniform(0, 2 * Math.PI);
  const parts = random.chance(0.45) ? floatingRoof(r, roof, random) : coneRoof(r, roof);
  return [
    ...parts,
    circle(r - Math.max(0.35, r * 0.06) / 2, rim),
    polyline(
      [
        Math.cos(stair) * r * 0.98,
        Math.sin(stair) * r * 0.98,
        Math.cos(stair + 0.4) * r * 0.86,
        Math.sin(stair + 0.4) * r * 0.86,
      ],
      {
        stroke: 'rgb(90,90,90)',
        'stroke-width': Math.max(0.3, r * 0.05),
      },
    ),
  ].join('');
}

/** A cone: lighter towards the middle, seams from the top down. */
function coneRoof(r: number, roof: Colour): string[] {
  const rings = [1, 0.82, 0.62, 0.42, 0.22].map((share, step) =>
    circle(r * share, { fill: css(shade(roof, 0.88 + step * 0.035)) }),
  );
  const seams = Array.from({ length: 8 }, (_, index) => {
    const angle = (index / 8) * 2 * Math.PI;
    return polyline([0, 0, Math.cos(angle) * r * 0.95, Math.sin(angle) * r * 0.95], {
      stroke: css(shade(roof, 0.82)),
      'stroke-width': r * 0.02,
    });
  });
  return [...rings, ...seams, circle(r * 0.06, { fill: css(shade(roof, 0.6)) })];
}

/** A roof that floats below the rim, so that the wall throws a crescent of shadow on it; the light falls along +x. */
function floatingRoof(r: number, roof: Colour, random: Random): string[] {
  const depth = r * random.uniform(0.1, 0.3);
  const floor = shade(roof, random.uniform(0.78, 0.98));
  return [
    circle(r, { fill: css(shade(roof, 0.42)) }),
    element('circle', { cx: depth * 0.7, cy: 0, r: r - depth * 0.78, fill: css(floor) }),
    circle(r * 0.52, { fill: 'none', stroke: css(shade(floor, 0.86)), 'stroke-width': r * 0.05 }),
    polyline([r * 0.9, 0, r * 0.1, r * 0.1], { stroke: css(shade(floor, 0.6)), 'stroke-width': r * 0.05 }),
  ];
}

/** A cylinder seen from above: length and width are its diameter. */
export const tank: Painter = {
  size: (random) => {
    const diameter = random.uniform(10, 46);
    return { length: diameter, width: diameter, height: random.uniform(8, 14) };
  },
  outline: ({ length }) =>
    Array.from({ length: 32 }, (_, index) => (index / 32) * 2 * Math.PI).flatMap((angle) => [
      (Math.cos(angle) * length) / 2,
      (Math.sin(angle) * length) / 2,
    ]),
  paint,
};
