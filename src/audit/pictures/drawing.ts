// Draws a box as SVG, for pictures in files and in the report's page alike; it runs in Node and in browsers.
import { type Frame, finiteCorners } from './frame.js';

/** What is drawn: corners in file order and the minimum-area rectangle, where there is one. Pixels, radians. */
export interface DrawnBox {
  readonly polygon: ArrayLike<number>;
  readonly rectangle?: {
    readonly cx: number;
    readonly cy: number;
    readonly w: number;
    readonly h: number;
    readonly theta: number;
  } | null;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Corner extends Point {
  /** Place in the order of the file. */
  readonly index: number;
}

/** One colour per edge, in file order, so that the order of the corners can be followed. */
const edgeColours = ['#ff5d5d', '#ffb020', '#3ddc84', '#4aa8ff'] as const;

// No fonts: a bare machine has none, and then digits would be boxes.
const digits = [
  'M-1.6 -2.2L0.4 -3.8V3.8',
  'M-2.2 -2A2.3 2.1 0 1 1 1.7 -0.5L-2.4 3.7H2.5',
  'M-2.2 -3.1A2.2 1.8 0 1 1 0 0A2.4 2 0 1 1 -2.5 2.9',
  'M1.2 3.9V-3.8L-2.6 1.8H2.7',
];
const badgeRadius = 8;
/** A side that is drawn thinner than this is pointed at. */
const invisible = 5;

/**
 * SVG elements that show a box in a picture of `size` px of a frame: edges coloured in file order with arrows, corners
 * numbered from 1, the minimum rectangle dashed, and arrows at a box that is too thin to be seen. Corners that are not
 * finite are left out, and their edges.
 */
export function boxDrawing({ polygon, rectangle }: DrawnBox, frame: Frame, size: number): string {
  const scale = size / frame.side;
  const place = (x: number, y: number): Point => ({ x: (x - frame.x) * scale, y: (y - frame.y) * scale });
  const corners = finiteCorners(polygon).map(({ index, x, y }): Corner => ({ index, ...place(x, y) }));
  const count = polygon.length >> 1;
  const edges = corners.flatMap((from) => {
    const to = corners.find(({ index }) => index === (from.index + 1) % count);
    return to === undefined ? [] : [{ from, to }];
  });
  return [
    rectangle ? dashedRectangle(rectangle, place) : '',
    ...edges.map(({ from, to }) => line(from, to, 'rgba(0,0,0,.55)', 4.5)),
    ...edges.map(({ from, to }) => edge(from, to, edgeColours[from.index % 4])),
    corners.length === count ? pointers(corners) : '',
    badges(corners),
  ].join('');
}

function dashedRectangle(
  { cx, cy, w, h, theta }: NonNullable<DrawnBox['rectangle']>,
  place: (x: number, y: number) => Point,
): string {
  const [cos, sin] = [Math.cos(theta) / 2, Math.sin(theta) / 2];
  const points = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ]
    .map(([u, v]) => place(cx + u * w * cos - v * h * sin, cy + u * w * sin + v * h * cos))
    .map(({ x, y }) => `${round(x)},${round(y)}`)
    .join(' ');
  return (
    `<polygon points="${points}" fill="none" stroke="rgba(0,0,0,.6)" stroke-width="3"/>` +
    `<polygon points="${points}" fill="none" stroke="#fff" stroke-width="1.5" stroke-dasharray="6 4"/>`
  );
}

function line(a: Point, b: Point, colour: string, width: number): string {
  return `<line x1="${round(a.x)}" y1="${round(a.y)}" x2="${round(b.x)}" y2="${round(b.y)}" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"/>`;
}

/** An edge, with an arrow in its middle where it is long enough. */
function edge(a: Point, b: Point, colour: string): string {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const drawn = line(a, b, colour, 2.25);
  if (length < 40) return drawn;
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  return drawn + arrow(middle, { x: (b.x - a.x) / length, y: (b.y - a.y) / length }, colour, 7);
}

/** A triangle whose tip lies `length` px from its base's middle in the given direction. */
function arrow(tip: Point, { x, y }: Point, colour: string, length: number): string {
  const half = length * 0.6;
  const front = { x: tip.x + (x * length) / 2, y: tip.y + (y * length) / 2 };
  const back = { x: tip.x - (x * length) / 2, y: tip.y - (y * length) / 2 };
  const points = [front, { x: back.x - y * half, y: back.y + x * half }, { x: back.x + y * half, y: back.y - x * half }]
    .map((point) => `${round(point.x)},${round(point.y)}`)
    .join(' ');
  return `<polygon points="${points}" fill="${colour}" stroke="rgba(0,0,0,.6)" stroke-width=".8"/>`;
}

/** Arrows from both sides at a box whose thin side would not be seen. */
function pointers(corners: readonly Point[]): string {
  const [from, to] = farthest(corners);
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  // A point has no direction of its own: it is pointed at from above and below.
  const along = length > 0 ? { x: (to.x - from.x) / length, y: (to.y - from.y) / length } : { x: 1, y: 0 };
  const across = { x: -along.y, y: along.x };
  const offsets = corners.map(({ x, y }) => (x - from.x) * across.x + (y - from.y) * across.y);
  if (Math.max(...offsets) - Math.min(...offsets) >= invisible) return '';
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  // The numbers of a point's corners stand around it.
  const gap = length < 40 ? 28 : 14;
  return [gap, -gap]
    .map((offset) => {
      const side = Math.sign(offset);
      const tip = { x: middle.x + across.x * offset, y: middle.y + across.y * offset };
      const tail = { x: tip.x + across.x * side * 26, y: tip.y + across.y * side * 26 };
      const inward = { x: -across.x * side, y: -across.y * side };
      return line(tail, tip, 'rgba(0,0,0,.6)', 5) + line(tail, tip, '#fff', 2.5) + arrow(tip, inward, '#fff', 13);
    })
    .join('');
}

function farthest(corners: readonly Point[]): [Point, Point] {
  let best: [Point, Point] = [corners[0], corners[0]];
  let length = 0;
  for (const a of corners) {
    for (const b of corners) {
      const distance = Math.hypot(a.x - b.x, a.y - b.y);
      if (distance > length) [best, length] = [[a, b], distance];
    }
  }
  return best;
}

/** Numbered discs outside the corners, moved apart where corners coincide. */
function badges(corners: readonly Corner[]): string {
  const centre = {
    x: corners.reduce((sum, { x }) => sum + x, 0) / corners.length,
    y: corners.reduce((sum, { y }) => sum + y, 0) / corners.length,
  };
  const placed: Point[] = [];
  return corners
    .map((corner) => {
      const outward =
        Math.hypot(corner.x - centre.x, corner.y - centre.y) > 0.5
          ? Math.atan2(corner.y - centre.y, corner.x - centre.x)
          : (-3 * Math.PI) / 4 + (corner.index * Math.PI) / 2;
      const spot = freeSpot(corner, outward, placed);
      placed.push(spot);
      return (
        `<g transform="translate(${round(spot.x)} ${round(spot.y)})">` +
        `<circle r="${badgeRadius}" fill="#111" fill-opacity=".82" stroke="${edgeColours[corner.index % 4]}" stroke-width="1.5"/>` +
        `<path d="${digits[corner.index % 4]}" fill="none" stroke="#fff" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/></g>`
      );
    })
    .join('');
}

function freeSpot(corner: Point, outward: number, placed: readonly Point[]): Point {
  const spots = [1.6, 3.4].flatMap((distance) =>
    [0, 1, -1, 2, -2, 3, -3].map((turn) => ({
      x: corner.x + Math.cos(outward + turn * 0.8) * badgeRadius * distance,
      y: corner.y + Math.sin(outward + turn * 0.8) * badgeRadius * distance,
    })),
  );
  const free = spots.find((spot) => placed.every((other) => Math.hypot(spot.x - other.x, spot.y - other.y) > 17));
  return free ?? spots[0];
}

function round(value: number): string {
  // Viewers compute in float32 and lose lines that reach much farther out.
  return String(Math.round(Math.max(-1e6, Math.min(1e6, value)) * 10) / 10);
}
