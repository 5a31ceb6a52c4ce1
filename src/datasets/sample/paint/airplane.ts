import type { Random } from '../../../foundation/random.js';
import { type Colour, css, shade, vary } from './colour.js';
import type { ObjectSize, Painter } from './painter.js';
import { element, polygon, polyline } from './svg.js';

/** Proportions of a type of airplane, as shares of its length; `sweep` is how far the wing tip lies behind the root. */
interface Shape {
  readonly fuselage: number;
  readonly wingAt: number;
  readonly rootChord: number;
  readonly tipChord: number;
  readonly sweep: number;
  readonly tailSpan: number;
  readonly engines: readonly number[];
  readonly enginesOnTail?: boolean;
  readonly propellers?: boolean;
}

const airlinerShape: Shape = {
  fuselage: 0.104,
  wingAt: 0.12,
  rootChord: 0.18,
  tipChord: 0.042,
  sweep: 0.225,
  tailSpan: 0.36,
  engines: [0.31],
};
const jumboShape: Shape = { ...airlinerShape, fuselage: 0.094, engines: [0.3, 0.58] };
const businessJetShape: Shape = {
  fuselage: 0.12,
  wingAt: 0.06,
  rootChord: 0.19,
  tipChord: 0.06,
  sweep: 0.16,
  tailSpan: 0.34,
  engines: [0.2],
  enginesOnTail: true,
};
const propellerShape: Shape = {
  fuselage: 0.125,
  wingAt: 0.16,
  rootChord: 0.17,
  tipChord: 0.12,
  sweep: 0.03,
  tailSpan: 0.38,
  engines: [0.34],
  propellers: true,
};

const liveries: readonly Colour[] = [
  [34, 58, 120],
  [160, 36, 40],
  [30, 110, 120],
  [206, 150, 40],
  [60, 66, 74],
  [220, 222, 222],
];

function outline(shape: Shape, { length, width }: ObjectSize): number[] {
  const nose = length / 2;
  const f = (shape.fuselage * length) / 2;
  const wing = shape.wingAt * length;
  const tip = width / 2;
  const back = -length / 2;
  const tail = (shape.tailSpan * length) / 2;
  const side: (readonly [number, number])[] = [
    [nose, 0],
    [nose - 0.015 * length, f * 0.45],
    [nose - 0.06 * length, f * 0.9],
    [nose - 0.11 * length, f],
    [wing, f],
    [wing - shape.sweep * length, tip],
    [wing - (shape.sweep + shape.tipChord) * length, tip],
    [wing - shape.rootChord * length, f + (tip - f) * 0.3],
    [wing - shape.rootChord * length, f],
    [back + 0.19 * length, f * 0.72],
    [back + 0.05 * length, tail],
    [back, tail],
    [back + 0.05 * length, f * 0.28],
    [back, f * 0.12],
  ];
  return [...side.flat(), ...[...side].reverse().flatMap(([x, y]) => [x, -y])];
}

function paint(shape: Shape, size: ObjectSize, random: Random): string {
  const { length, width } = size;
  const f = (shape.fuselage * length) / 2;
  const body = vary([226, 228, 228], random, 0.06);
  const wings = shade(body, random.uniform(0.84, 0.96));
  const livery = vary(random.pick(liveries), random);
  const back = -length / 2;
  const fuselage = [
    ...[length / 2, 0, length * 0.485, f * 0.45, length * 0.44, f * 0.9, length * 0.39, f],
    ...[-length * 0.28, f, back + 0.02 * length, f * 0.2, back + 0.02 * length, -f * 0.2, -length * 0.28, -f],
    ...[length * 0.39, -f, length * 0.44, -f * 0.9, length * 0.485, -f * 0.45],
  ];
  const engines = shape.engines.flatMap((out) =>
    [-1, 1].map((side) => engine(shape, size, out * side, livery, random)),
  );
  return [
    ...(shape.enginesOnTail ? [] : engines),
    polygon(outline(shape, size), { fill: css(wings), stroke: css(shade(wings, 0.72)), 'stroke-width': 0.18 }),
    polyline(wingEdge(shape, size, 1), { stroke: css(shade(wings, 0.74)), 'stroke-width': 0.28 }),
    polyline(wingEdge(shape, size, -1), { stroke: css(shade(wings, 0.74)), 'stroke-width': 0.28 }),
    ...(shape.enginesOnTail ? engines : []),
    polygon(fuselage, { fill: css(shade(body, 0.9)) }),
    element('ellipse', {
      cx: length * 0.02,
      cy: -f * 0.2,
      rx: length * 0.44,
      ry: f * 0.42,
      fill: css(shade(body, 1.12)),
    }),
    polygon([length * 0.455, -f * 0.55, length * 0.455, f * 0.55, length * 0.432, f * 0.6, length * 0.432, -f * 0.6], {
      fill: 'rgb(40,44,52)',
    }),
    polyline([back + 0.015 * length, 0, back + 0.16 * length, 0], {
      stroke: css(livery),
      'stroke-width': Math.max(0.35, width * 0.014),
    }),
  ].join('');
}

/** The line between wing and flaps. */
function wingEdge(shape: Shape, { length, width }: ObjectSize, side: number): number[] {
  const root = shape.wingAt - shape.rootChord * 0.82;
  const tip = shape.wingAt - shape.sweep - shape.tipChord * 0.7;
  return [root * length, side * shape.fuselage * length * 0.6, tip * length, side * width * 0.46];
}

function engine(shape: Shape, { length, width }: ObjectSize, out: number, livery: Colour, random: Random): string {
  const y = (out * width) / 2;
  if (shape.enginesOnTail) {
    return element('ellipse', {
      cx: -length * 0.27,
      cy: y * 0.75,
      rx: length * 0.075,
      ry: length * 0.028,
      fill: css([196, 198, 200]),
    });
  }
  const x = (shape.wingAt - shape.sweep * Math.abs(out) * 1.02 + 0.025) * length;
  const nacelle = element('ellipse', {
    cx: x,
    cy: y,
    rx: length * 0.058,
    ry: length * 0.026,
    fill: css(random.chance(0.3) ? livery : [186, 188, 190]),
    stroke: 'rgb(110,112,114)',
    'stroke-width': 0.15,
  });
  if (!shape.propellers) return nacelle;
  const disc = element('ellipse', {
    cx: x + length * 0.058,
    cy: y,
    rx: length * 0.008,
    ry: length * 0.075,
    fill: 'rgb(60,60,60)',
    'fill-opacity': 0.55,
  });
  return nacelle + disc;
}

function airplane(shape: (length: number) => Shape, size: (random: Random) => ObjectSize): Painter {
  return {
    size,
    outline: (of) => outline(shape(of.length), of),
    paint: (of, random) => paint(shape(of.length), of, random),
    raised: true,
  };
}

export const airliner: Painter = airplane(
  (length) => (length > 58 ? jumboShape : airlinerShape),
  (random) => {
    const length = random.weighted([
      [random.uniform(31, 42), 5],
      [random.uniform(50, 72), 2],
    ]);
    return { length, width: length * random.uniform(0.88, 0.98), height: 5.5 };
  },
);

export const businessJet: Painter = airplane(
  () => businessJetShape,
  (random) => {
    const length = random.uniform(14, 24);
    return { length, width: length * random.uniform(0.86, 0.98), height: 2.6 };
  },
);

export const propellerPlane: Painter = airplane(
  () => propellerShape,
  (random) => {
    const length = random.uniform(11, 25);
    return { length, width: length * random.uniform(1.05, 1.2), height: 3 };
  },
);
