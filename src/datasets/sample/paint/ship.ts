import type { Random } from '../../../foundation/random.js';
import { type Colour, css, mix, shade, vary } from './colour.js';
import type { ObjectSize, Painter } from './painter.js';
import { element, pathData, polygon, polyline, rectangle } from './svg.js';

const white: Colour = [228, 229, 226];
const glass: Colour = [40, 50, 62];
const decks: readonly Colour[] = [
  [206, 198, 182],
  [170, 138, 102],
  [196, 200, 202],
  [216, 214, 206],
];
const covers: readonly Colour[] = [
  [36, 62, 118],
  [52, 92, 140],
  [196, 188, 170],
  [96, 100, 104],
  [150, 42, 40],
];
const hulls: readonly Colour[] = [
  [96, 34, 32],
  [34, 44, 64],
  [40, 42, 44],
  [52, 78, 70],
];
const containers: readonly Colour[] = [
  [158, 62, 44],
  [52, 84, 128],
  [190, 190, 186],
  [66, 108, 84],
  [196, 140, 60],
  [112, 60, 56],
  [92, 96, 102],
];
const tankerDecks: readonly Colour[] = [
  [126, 58, 46],
  [70, 98, 84],
  [104, 108, 108],
];

/**
 * A hull seen from above: straight sides, a stern of `stern` times the full width, a bow that begins `bow` of the length
 * from the tip.
 */
function hull({ length, width }: ObjectSize, bow: number, stern: number): number[] {
  const x = length / 2;
  const y = width / 2;
  const side = [];
  for (const [along, out] of [
    [0, 0],
    [0.12, 0.27],
    [0.3, 0.55],
    [0.55, 0.82],
    [0.8, 0.96],
    [1, 1],
  ]) {
    side.push([x - along * bow * length, out * y]);
  }
  side.push([-x + 0.18 * length, y], [-x + 0.05 * length, y * (0.4 + 0.6 * stern)], [-x, y * stern]);
  const mirrored = side.slice(1).reverse();
  return [...side.flat(), ...mirrored.flatMap(([px, py]) => [px, -py])];
}

/** The hull again, shrunk about its middle. */
function inner(size: ObjectSize, bow: number, stern: number, share: number): number[] {
  return hull({ ...size, length: size.length * (0.4 + 0.6 * share), width: size.width * share }, bow, stern);
}

function paintMotorboat(size: ObjectSize, random: Random): string {
  const { length, width } = size;
  const body = vary(white, random, 0.05);
  const deck = vary(random.pick(decks), random);
  const cover = vary(random.pick(covers), random);
  const cabin = random.uniform(0.3, 0.42) * length;
  const cabinAt = random.uniform(-0.02, 0.08) * length;
  const parts = [
    polygon(hull(size, 0.5, 0.82), { fill: css(body), stroke: css(shade(body, 0.68)), 'stroke-width': 0.14 }),
    polygon(inner(size, 0.5, 0.82, 0.76), { fill: css(deck) }),
    rectangle(-length * 0.32, 0, length * 0.22, width * 0.6, { fill: css(shade(deck, 0.66)), rx: 0.2 }),
    rectangle(cabinAt, 0, cabin, width * 0.66, { fill: css(glass), rx: width * 0.16 }),
    rectangle(cabinAt - cabin * 0.08, 0, cabin * 0.7, width * 0.58, { fill: css(body), rx: width * 0.14 }),
  ];
  if (random.chance(0.35))
    parts.push(rectangle(-length * 0.24, 0, length * 0.3, width * 0.78, { fill: css(cover), rx: 0.3 }));
  return parts.join('');
}

function paintSailboat(size: ObjectSize, random: Random): string {
  const { length, width } = size;
  const body = random.chance(0.85) ? vary(white, random, 0.05) : vary(random.pick(hulls), random);
  const deck = vary(random.pick(decks), random);
  const cover = vary(random.pick(covers), random);
  return [
    polygon(hull(size, 0.62, 0.62), { fill: css(body), stroke: css(shade(body, 0.66)), 'stroke-width': 0.14 }),
    polygon(inner(size, 0.62, 0.62, 0.78), { fill: css(deck) }),
    rectangle(-length * 0.3, 0, length * 0.24, width * 0.46, { fill: css(shade(deck, 0.55)), rx: 0.25 }),
    rectangle(length * 0.06, 0, length * 0.36, width * 0.44, { fill: css(mix(body, white, 0.6)), rx: width * 0.16 }),
    rectangle(length * 0.06, 0, length * 0.28, width * 0.34, {
      fill: css(glass),
      'fill-opacity': 0.4,
      rx: width * 0.1,
    }),
    polyline([-length * 0.28, 0, length * 0.12, 0], { stroke: css(cover), 'stroke-width': width * 0.13 }),
    polyline([length * 0.12, 0, length * 0.46, 0], { stroke: css(shade(white, 0.8)), 'stroke-width': 0.1 }),
    polyline([length * 0.12, -width * 0.4, length * 0.12, width * 0.4], {
      stroke: css(shade(white, 0.9)),
      'stroke-width': 0.14,
    }),
  ].join('');
}

/** The superstructure at the stern of a merchant ship. */
function bridge(length: number, width: number, random: Random): string {
  const depth = Math.min(length * 0.1, 16);
  const at = -length * 0.4;
  return [
    rectangle(at, 0, depth, width * 0.82, {
      fill: css(vary(white, random, 0.04)),
      stroke: 'rgb(120,120,118)',
      'stroke-width': 0.4,
    }),
    rectangle(at + depth * 0.3, 0, depth * 0.22, width * 0.98, { fill: css(shade(white, 0.94)) }),
    rectangle(at - depth * 0.7, 0, depth * 0.4, width * 0.26, { fill: css(vary(random.pick(hulls), random)) }),
    rectangle(at - depth * 0.1, 0, depth * 0.3, width * 0.3, { fill: 'rgb(150,152,152)' }),
  ].join('');
}

function merchantHull(size: ObjectSize, deck: Colour, random: Random): string {
  const body = vary(random.pick(hulls), random);
  return [
    polygon(hull(size, 0.18, 0.72), { fill: css(body), stroke: css(shade(body, 0.6)), 'stroke-width': 0.4 }),
    polygon(inner(size, 0.18, 0.72, 0.88), { fill: css(deck) }),
  ].join('');
}

function paintContainerShip(size: ObjectSize, random: Random): string {
  const { length, width } = size;
  const stacks: string[] = [];
  const across = Math.max(3, Math.floor((width * 0.84) / 2.6));
  const box = (width * 0.84) / across;
  for (let x = -length * 0.3; x + 6.6 < length * 0.4; x += 7.4) {
    if (random.chance(0.12)) continue;
    for (let row = 0; row < across; row++) {
      if (random.chance(0.06)) continue;
      const y = (row - (across - 1) / 2) * box;
      stacks.push(rectangle(x + 3.3, y, 6.4, box * 0.94, { fill: css(vary(random.pick(containers), random, 0.12)) }));
    }
  }
  return merchantHull(size, [92, 88, 84], random) + stacks.join('') + bridge(length, width, random);
}

function paintTanker(size: ObjectSize, random: Random): string {
  const { length, width } = size;
  const deck = vary(random.pick(tankerDecks), random);
  const pipe = { stroke: css(shade(deck, 1.45)), 'stroke-width': Math.max(0.5, width * 0.03) };
  const pipes = [-0.1, 0, 0.1].map((y) => polyline([-length * 0.32, width * y, length * 0.36, width * y], pipe));
  const crossings = [-0.2, 0, 0.2].map((x) => polyline([length * x, -width * 0.36, length * x, width * 0.36], pipe));
  const hatches = Array.from({ length: 6 }, (_, index) =>
    [-0.27, 0.27].map((y) =>
      element('circle', {
        cx: length * (-0.26 + index * 0.11),
        cy: width * y,
        r: width * 0.035,
        fill: css(shade(deck, 0.6)),
      }),
    ),
  ).flat();
  return (
    merchantHull(size, deck, random) + [...pipes, ...crossings, ...hatches].join('') + bridge(length, width, random)
  );
}

function paintBarge(size: ObjectSize, random: Random): string {
  const { length, width } = size;
  const body = vary(random.pick(hulls), random);
  const load = vary(
    random.pick([
      [122, 104, 82],
      [70, 68, 66],
      [152, 144, 128],
    ] as const),
    random,
  );
  const heaps = Array.from({ length: 4 }, (_, index) =>
    element('ellipse', {
      cx: length * (-0.22 + index * 0.17),
      cy: 0,
      rx: length * 0.085,
      ry: width * 0.3,
      fill: css(vary(load, random, 0.15)),
    }),
  );
  return [
    polygon(hull(size, 0.08, 0.9), { fill: css(body), stroke: css(shade(body, 0.6)), 'stroke-width': 0.3 }),
    rectangle(length * 0.04, 0, length * 0.74, width * 0.76, { fill: css(shade(body, 0.55)) }),
    ...heaps,
    rectangle(-length * 0.41, 0, length * 0.09, width * 0.66, { fill: css(white) }),
  ].join('');
}

/** What fades out behind a moving ship; `paintWake` fills with it. */
export const wakeGradient = element(
  'linearGradient',
  { id: 'wake' },
  element('stop', { offset: 0, 'stop-color': 'white', 'stop-opacity': 0 }) +
    element('stop', { offset: 1, 'stop-color': 'white', 'stop-opacity': 0.4 }),
);

/** Foam behind a moving ship, and the waves off its bow; lies outside the box. */
function paintWake({ length, width }: ObjectSize, random: Random): string {
  const reach = Math.min(90, length * random.uniform(1.6, 3));
  const stern = -length * 0.42;
  const fill = 'url(#wake)';
  const arm = (side: number): string => {
    const [bow, end, out] = [
      length * 0.3,
      stern - reach * 0.7,
      side * (width * 0.8 + reach * random.uniform(0.12, 0.18)),
    ];
    const d = pathData('M', bow, side * width * 0.42, 'Q', stern, side * width * 0.6, end, out);
    return element('path', {
      d: `${d} ${pathData('L', end, out * 0.9, 'Q', stern, side * width * 0.45, bow, side * width * 0.35)}`,
      fill,
    });
  };
  const foam = [0.3, 0.5].map((half) =>
    polygon([stern, -width * 0.32, stern, width * 0.32, stern - reach, width * half, stern - reach, -width * half], {
      fill,
    }),
  );
  return foam.join('') + arm(1) + arm(-1);
}

export const motorboat: Painter = {
  size: (random) => {
    const length = random.uniform(7, 17);
    return { length, width: length * random.uniform(0.29, 0.36), height: 2 };
  },
  outline: (size) => hull(size, 0.5, 0.82),
  paint: paintMotorboat,
  wake: paintWake,
};

export const sailboat: Painter = {
  size: (random) => {
    const length = random.uniform(8.5, 15);
    return { length, width: length * random.uniform(0.27, 0.33), height: 1.6 };
  },
  outline: (size) => hull(size, 0.62, 0.62),
  paint: paintSailboat,
  wake: paintWake,
};

export const containerShip: Painter = {
  size: (random) => {
    const length = random.uniform(90, 190);
    return { length, width: length * random.uniform(0.145, 0.17), height: 9 };
  },
  outline: (size) => hull(size, 0.18, 0.72),
  paint: paintContainerShip,
  wake: paintWake,
};

export const tanker: Painter = {
  size: (random) => {
    const length = random.uniform(70, 180);
    return { length, width: length * random.uniform(0.15, 0.18), height: 6 };
  },
  outline: (size) => hull(size, 0.18, 0.72),
  paint: paintTanker,
  wake: paintWake,
};

export const barge: Painter = {
  size: (random) => {
    const length = random.uniform(38, 85);
    return { length, width: random.uniform(8.5, 11.5), height: 2.5 };
  },
  outline: (size) => hull(size, 0.08, 0.9),
  paint: paintBarge,
  wake: paintWake,
};
