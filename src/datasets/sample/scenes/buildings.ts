import { type Colour, css, shade, vary } from '../paint/colour.js';
import { castShadow } from '../paint/shadow.js';
import { element, placed, polygon, polyline, rectangle } from '../paint/svg.js';
import type { PlacedBox } from './overlap.js';
import type { Site } from './site.js';

const flatRoofs: readonly Colour[] = [
  [196, 188, 170],
  [206, 206, 202],
  [152, 150, 148],
  [214, 196, 152],
  [110, 108, 108],
  [128, 142, 158],
];
const tiles: readonly Colour[] = [
  [146, 84, 62],
  [128, 74, 60],
  [104, 98, 94],
  [132, 118, 104],
  [84, 80, 82],
];

/** A flat-roofed building with its shadow and what stands on roofs; false if the ground is taken. */
export function flatBuilding(site: Site, box: PlacedBox, height: number): boolean {
  if (!site.reserve(box, 1)) return false;
  const { random } = site;
  const { length, width } = box;
  const roof = vary(random.pick(flatRoofs), random);
  const parts = [
    rectangle(0, 0, length, width, { fill: css(shade(roof, 1.08)) }),
    rectangle(0, 0, length - 1.2, width - 1.2, { fill: css(roof) }),
  ];
  if (random.chance(0.4)) {
    const gap = random.uniform(1.2, 3);
    for (let u = -length / 2 + gap; u < length / 2 - 0.5; u += gap) {
      parts.push(polyline([u, -width / 2, u, width / 2], { stroke: css(shade(roof, 0.88)), 'stroke-width': 0.25 }));
    }
  } else {
    const seam = random.uniform(0.3, 0.7);
    parts.push(rectangle(length * (seam - 0.5), 0, 0.5, width, { fill: css(shade(roof, 0.8)) }));
    parts.push(
      rectangle(length * (seam - 0.5) * 0.5, 0, length * 0.3, width - 1.4, {
        fill: css(vary(roof, random, 0.1)),
        'fill-opacity': 0.6,
      }),
    );
  }
  const [cos, sin] = [Math.cos(box.heading), Math.sin(box.heading)];
  const shadow = { u: site.sun.u * cos + site.sun.v * sin, v: site.sun.v * cos - site.sun.u * sin };
  for (let unit = 0; unit < (length * width) / 160; unit++) {
    const side = random.uniform(0.9, 2.6);
    const u = random.uniform(-0.45, 0.45) * (length - 3);
    const v = random.uniform(-0.45, 0.45) * (width - 3);
    parts.push(rectangle(u + shadow.u, v + shadow.v, side, side * 0.8, { fill: 'black', 'fill-opacity': 0.35 }));
    parts.push(rectangle(u, v, side, side * 0.8, { fill: css(shade([200, 202, 204], random.uniform(0.7, 1.1))) }));
  }
  stand(site, box, height, parts.join(''));
  return true;
}

/** A house with a ridged roof; false if the ground is taken. */
export function house(site: Site, box: PlacedBox): boolean {
  if (!site.reserve(box, 1)) return false;
  const { random } = site;
  const { length, width, heading } = box;
  const roof = vary(random.pick(tiles), random, 0.12);
  const [x, y] = [length / 2, width / 2];
  const hip = random.chance(0.6) ? width * 0.45 : 0;
  const towardsSun = (turn: number): number => {
    const normal = heading + turn;
    return -(Math.cos(normal) * site.sun.u + Math.sin(normal) * site.sun.v) / Math.hypot(site.sun.u, site.sun.v);
  };
  const face = (points: number[], turn: number): string =>
    polygon(points, { fill: css(shade(roof, 0.92 + 0.26 * towardsSun(turn))) });
  const parts = [
    face([-x, -y, x, -y, x - hip, 0, -x + hip, 0], -Math.PI / 2),
    face([-x, y, x, y, x - hip, 0, -x + hip, 0], Math.PI / 2),
  ];
  if (hip > 0) parts.push(face([x, -y, x, y, x - hip, 0], 0), face([-x, -y, -x, y, -x + hip, 0], Math.PI));
  parts.push(rectangle(random.uniform(-0.3, 0.3) * length, width * 0.18, 0.9, 0.9, { fill: css(shade(roof, 0.6)) }));
  stand(site, box, 4.5, parts.join(''));
  return true;
}

/** A swimming pool in a garden. */
export function pool(site: Site, u: number, v: number, heading: number): void {
  const box = { u, v, heading, length: 9, width: 5 };
  if (!site.reserve(box, 0.5)) return;
  site.surfaces.push(
    placed(
      u,
      v,
      heading,
      rectangle(0, 0, 9, 5, { fill: 'rgb(198,192,180)' }) +
        rectangle(0, 0, 7.4, 3.6, { fill: 'rgb(92,168,178)', rx: 0.8 }),
    ),
  );
}

/** A lamp post, which is little more than its shadow. */
export function lampPost(site: Site, u: number, v: number): void {
  site.shadows.push(polyline([u, v, u + site.sun.u * 9, v + site.sun.v * 9], { stroke: 'black', 'stroke-width': 0.3 }));
  site.structures.push(element('circle', { cx: u, cy: v, r: 0.3, fill: 'rgb(200,200,196)' }));
}

function stand(site: Site, { u, v, heading, length, width }: PlacedBox, height: number, content: string): void {
  const [cos, sin] = [Math.cos(heading), Math.sin(heading)];
  const outline = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].flatMap(([along, across]) => {
    const [x, y] = [(along * length) / 2, (across * width) / 2];
    return [u + x * cos - y * sin, v + x * sin + y * cos];
  });
  site.shadows.push(castShadow(outline, height, site.sun));
  site.structures.push(placed(u, v, heading, content));
}
