import type { Random } from '../../foundation/random.js';
import type { Painter } from './paint/painter.js';
import { painters } from './paint/painters.js';
import { castShadow } from './paint/shadow.js';
import { wakeGradient } from './paint/ship.js';
import { element, placed } from './paint/svg.js';
import type { Site, SiteObject } from './scenes/site.js';

/** SVG of what lies on the ground (`surfaces`) and of what stands on it, with shadows (`things`). */
export function siteDrawing(site: Site, random: Random): { surfaces: string; things: string } {
  const wakes: string[] = [];
  const bodies: string[] = [];
  const shadows = [...site.shadows];
  for (const [index, object] of site.objects.entries()) {
    const own = random.stream(index);
    const painter: Painter = painters[object.kind];
    if (object.moving && painter.wake) {
      wakes.push(placed(object.u, object.v, object.facing, painter.wake(object, own.stream('wake'))));
    }
    shadows.push(shadowOf(object, painter, site));
    bodies.push(placed(object.u, object.v, object.facing, painter.paint(object, own)));
  }
  const shade = element('g', { opacity: 0.5 }, shadows.join(''));
  return {
    surfaces: sheet(site, site.surfaces.join('')),
    things: sheet(
      site,
      element('defs', {}, wakeGradient) + wakes.join('') + shade + site.structures.join('') + bodies.join(''),
    ),
  };
}

function sheet({ size, angle, pixelsPerMetre }: Site, content: string): string {
  const turn = (angle * 180) / Math.PI;
  const transform = `translate(${size / 2} ${size / 2}) rotate(${turn}) scale(${pixelsPerMetre})`;
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width: size, height: size },
    element('g', { transform }, content),
  );
}

function shadowOf(object: SiteObject, painter: Painter, site: Site): string {
  const outline = painter.outline(object);
  const [cos, sin] = [Math.cos(object.facing), Math.sin(object.facing)];
  const points: number[] = [];
  for (let at = 0; at < outline.length; at += 2) {
    points.push(
      object.u + outline[at] * cos - outline[at + 1] * sin,
      object.v + outline[at] * sin + outline[at + 1] * cos,
    );
  }
  return castShadow(points, object.height, site.sun, painter.raised);
}
