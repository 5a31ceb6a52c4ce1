import { type Colour, css, shade, vary } from '../paint/colour.js';
import { element, polygon, polyline, rectangle } from '../paint/svg.js';
import type { PlacedBox } from './overlap.js';
import type { Site } from './site.js';

const asphalts: readonly Colour[] = [
  [104, 102, 100],
  [88, 88, 88],
  [122, 118, 112],
  [78, 79, 82],
];
const concretes: readonly Colour[] = [
  [176, 170, 156],
  [160, 158, 150],
  [190, 184, 168],
];
const paint = 'rgb(214,214,206)';
const yellow = 'rgb(196,164,72)';

export function asphaltOf(site: Site): Colour {
  return vary(site.random.pick(asphalts), site.random, 0.06);
}

export function concreteOf(site: Site): Colour {
  return vary(site.random.pick(concretes), site.random, 0.06);
}

/** Paves a rectangle; slabs of the given side show their joints. */
export function pave(site: Site, box: PlacedBox, colour: Colour, slab?: number): void {
  const { length, width } = box;
  const joints: string[] = [];
  if (slab !== undefined) {
    const line = { stroke: css(shade(colour, 0.82)), 'stroke-width': 0.22 };
    for (let u = -length / 2 + slab; u < length / 2; u += slab)
      joints.push(polyline([u, -width / 2, u, width / 2], line));
    for (let v = -width / 2 + slab; v < width / 2; v += slab)
      joints.push(polyline([-length / 2, v, length / 2, v], line));
    for (let patch = 0; patch < (length * width) / (slab * slab * 7); patch++) {
      const u = (Math.floor((site.random.uniform() * length) / slab) + 0.5) * slab - length / 2;
      const v = (Math.floor((site.random.uniform() * width) / slab) + 0.5) * slab - width / 2;
      if (Math.abs(u) + slab / 2 > length / 2 || Math.abs(v) + slab / 2 > width / 2) continue;
      joints.push(
        rectangle(u, v, slab, slab, { fill: css(shade(colour, site.random.uniform(0.86, 1.1))), 'fill-opacity': 0.6 }),
      );
    }
  }
  site.surfaces.push(at(box, rectangle(0, 0, length, width, { fill: css(colour) }) + joints.join('')));
}

/** A straight road with kerbs and lane markings. */
export function road(
  site: Site,
  box: PlacedBox,
  lanes: number,
  colour: Colour,
  options: { kerb?: boolean; oneWay?: boolean } = {},
): void {
  const { length, width } = box;
  const lane = (width - 1) / lanes;
  const lines: string[] = [];
  if (options.kerb) lines.push(rectangle(0, 0, length, width + 1.2, { fill: 'rgb(158,154,146)' }));
  lines.push(rectangle(0, 0, length, width, { fill: css(colour) }));
  for (let line = 1; line < lanes; line++) {
    const v = -width / 2 + 0.5 + lane * line;
    const middle = !options.oneWay && line * 2 === lanes;
    lines.push(
      polyline([-length / 2, v, length / 2, v], {
        stroke: middle ? yellow : paint,
        'stroke-width': 0.22,
        'stroke-dasharray': middle ? undefined : '3 6',
        'stroke-opacity': 0.8,
      }),
    );
    lines.push(
      polyline([-length / 2, v - lane / 2, length / 2, v - lane / 2], {
        stroke: 'black',
        'stroke-width': lane * 0.42,
        'stroke-opacity': 0.07,
      }),
    );
  }
  for (const side of [-1, 1]) {
    const v = side * (width / 2 - 0.4);
    lines.push(
      polyline([-length / 2, v, length / 2, v], { stroke: paint, 'stroke-width': 0.2, 'stroke-opacity': 0.75 }),
    );
  }
  site.surfaces.push(at(box, lines.join('')));
}

/** Cracks, tar repairs and tyre marks on a paved rectangle. */
export function wear(site: Site, box: PlacedBox, marks: number): void {
  const { random } = site;
  const drawn = Array.from({ length: marks }, () => {
    const u = random.uniform(-0.5, 0.5) * box.length;
    const v = random.uniform(-0.5, 0.5) * box.width;
    if (random.chance(0.5)) {
      return element('ellipse', {
        cx: u,
        cy: v,
        rx: random.uniform(0.5, 3),
        ry: random.uniform(0.3, 1.4),
        fill: 'black',
        'fill-opacity': 0.13,
      });
    }
    const points = [u, v];
    for (let step = 0; step < 5; step++) {
      points.push(
        points[points.length - 2] + random.uniform(-1, 6),
        points[points.length - 1] + random.uniform(-1.6, 1.6),
      );
    }
    return polyline(points, { stroke: 'black', 'stroke-width': random.uniform(0.12, 0.3), 'stroke-opacity': 0.3 });
  });
  site.surfaces.push(at(box, drawn.join('')));
}

/** The lines of a row of parking bays along u; bays are `depth` deep on the side `facing` (1 or -1) of the row's line. */
export function bays(
  site: Site,
  u: number,
  v: number,
  count: number,
  bay: number,
  depth: number,
  facing: number,
): void {
  const lines = Array.from({ length: count + 1 }, (_, index) =>
    polyline([u + index * bay, v, u + index * bay, v + facing * depth], {
      stroke: paint,
      'stroke-width': 0.18,
      'stroke-opacity': 0.75,
    }),
  );
  lines.push(polyline([u, v, u + count * bay, v], { stroke: paint, 'stroke-width': 0.18, 'stroke-opacity': 0.6 }));
  site.surfaces.push(lines.join(''));
}

/** A line painted on the ground. */
export function groundLine(
  site: Site,
  points: readonly number[],
  width: number,
  colour: 'white' | 'yellow',
  dashes?: string,
): void {
  site.surfaces.push(
    polyline(points, {
      stroke: colour === 'white' ? paint : yellow,
      'stroke-width': width,
      'stroke-dasharray': dashes,
      'stroke-opacity': 0.85,
    }),
  );
}

/** Any polygon on the ground. */
export function groundPatch(site: Site, points: readonly number[], colour: Colour): void {
  site.surfaces.push(polygon(points, { fill: css(colour) }));
}

function at({ u, v, heading }: PlacedBox, content: string): string {
  return element('g', { transform: `translate(${u} ${v}) rotate(${(heading * 180) / Math.PI})` }, content);
}
