import type { Random } from '../../../foundation/random.js';
import { type Colour, css, shade, vary } from './colour.js';
import type { ObjectSize, Painter } from './painter.js';
import { polygon, rectangle } from './svg.js';

const carColours: readonly (readonly [Colour, number])[] = [
  [[232, 233, 232], 26],
  [[38, 39, 43], 18],
  [[118, 121, 125], 16],
  [[178, 181, 184], 16],
  [[140, 28, 30], 8],
  [[42, 66, 122], 8],
  [[70, 82, 70], 3],
  [[150, 132, 104], 3],
  [[206, 160, 44], 2],
];

const busColours: readonly (readonly [Colour, number])[] = [
  [[230, 229, 224], 8],
  [[218, 176, 70], 6],
  [[146, 60, 54], 1],
  [[84, 108, 140], 1],
];

const cabColours: readonly Colour[] = [
  [214, 214, 212],
  [168, 42, 38],
  [44, 74, 130],
  [60, 62, 66],
];

const trailerColours: readonly Colour[] = [
  [226, 226, 222],
  [206, 208, 206],
  [182, 178, 168],
  [130, 88, 70],
  [128, 140, 154],
];

const glass: Colour = [34, 40, 48];

/** Corners cut by `cut`, front and rear. */
function cutRectangle({ length, width }: ObjectSize, front: number, rear: number): number[] {
  const x = length / 2;
  const y = width / 2;
  const inset = width * 0.18;
  return [
    ...[x, -y + inset, x, y - inset, x - front, y],
    ...[-x + rear, y, -x, y - inset, -x, -y + inset, -x + rear, -y, x - front, -y],
  ];
}

function paintCar(size: ObjectSize, random: Random): string {
  const { length, width } = size;
  const body = vary(random.weighted(carColours), random);
  const cabin = random.uniform(-0.05, 0.03) * length;
  const roofLength = length * random.uniform(0.3, 0.38);
  return [
    polygon(cutRectangle(size, length * 0.1, length * 0.06), {
      fill: css(body),
      stroke: css(shade(body, 0.6)),
      'stroke-width': 0.12,
    }),
    rectangle(length * 0.36, 0, length * 0.14, width * 0.55, { fill: css(shade(body, 1.12)), 'fill-opacity': 0.7 }),
    rectangle(cabin - length * 0.06, 0, roofLength + length * 0.26, width * 0.82, {
      fill: css(glass),
      rx: width * 0.2,
    }),
    rectangle(cabin - length * 0.07, 0, roofLength, width * 0.76, { fill: css(shade(body, 1.05)), rx: width * 0.12 }),
  ].join('');
}

function paintVan(size: ObjectSize, random: Random): string {
  const { length, width } = size;
  const body = vary(random.weighted(carColours), random);
  return [
    polygon(cutRectangle(size, length * 0.08, 0.1), {
      fill: css(body),
      stroke: css(shade(body, 0.62)),
      'stroke-width': 0.12,
    }),
    rectangle(length * 0.27, 0, length * 0.1, width * 0.84, { fill: css(glass) }),
    rectangle(-length * 0.14, 0, length * 0.6, width * 0.6, { fill: css(shade(body, 1.1)), 'fill-opacity': 0.6 }),
  ].join('');
}

function paintTruck(size: ObjectSize, random: Random): string {
  const { length, width } = size;
  const cab = vary(random.pick(cabColours), random);
  const load = vary(random.pick(trailerColours), random, 0.06);
  const cabLength = Math.min(2.6, length * 0.28);
  const loadLength = length - cabLength - 0.5;
  const loadCentre = -length / 2 + loadLength / 2;
  const ribs = Array.from({ length: 5 }, (_, rib) =>
    rectangle(loadCentre + loadLength * (rib / 5 - 0.4), 0, 0.12, width * 0.94, { fill: css(shade(load, 0.86)) }),
  );
  return [
    rectangle(0, 0, length * 0.98, width * 0.4, { fill: 'rgb(40,40,42)' }),
    rectangle(length / 2 - cabLength / 2, 0, cabLength, width, { fill: css(cab), rx: 0.3 }),
    rectangle(length / 2 - 0.45, 0, 0.5, width * 0.84, { fill: css(glass) }),
    rectangle(loadCentre, 0, loadLength, width, {
      fill: css(load),
      stroke: css(shade(load, 0.7)),
      'stroke-width': 0.12,
    }),
    ...ribs,
  ].join('');
}

function paintBus(size: ObjectSize, random: Random): string {
  const { length, width } = size;
  const body = vary(random.weighted(busColours), random, 0.05);
  const hatches = [-0.28, 0.16].map((at) =>
    rectangle(length * at, 0, 0.9, 0.9, {
      fill: css(shade(body, 1.15)),
      stroke: css(shade(body, 0.75)),
      'stroke-width': 0.12,
    }),
  );
  return [
    rectangle(0, 0, length, width, { fill: css(shade(body, 0.82)), rx: 0.35 }),
    rectangle(-length * 0.01, 0, length * 0.95, width * 0.68, { fill: css(shade(body, 1.04)), rx: 0.3 }),
    rectangle(length / 2 - 0.4, 0, 0.45, width * 0.86, { fill: css(glass) }),
    ...hatches,
  ].join('');
}

const box = ({ length, width }: ObjectSize): number[] => [
  ...[length / 2, -width / 2, length / 2, width / 2, -length / 2, width / 2, -length / 2, -width / 2],
];

export const car: Painter = {
  size: (random) => ({ length: random.uniform(4.1, 4.9), width: random.uniform(1.78, 1.95), height: 1.5 }),
  outline: (size) => cutRectangle(size, size.length * 0.1, size.length * 0.06),
  paint: paintCar,
};

export const van: Painter = {
  size: (random) => ({ length: random.uniform(5.2, 6.2), width: random.uniform(2, 2.15), height: 2.3 }),
  outline: (size) => cutRectangle(size, size.length * 0.08, 0.1),
  paint: paintVan,
};

export const truck: Painter = {
  size: (random) => ({ length: random.uniform(8, 16.5), width: 2.55, height: 3.7 }),
  outline: box,
  paint: paintTruck,
};

export const bus: Painter = {
  size: (random) => ({ length: random.uniform(10, 12.4), width: 2.6, height: 3.2 }),
  outline: box,
  paint: paintBus,
};
