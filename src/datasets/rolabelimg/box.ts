import { boundsOf } from '../../geometry/index.js';
import type { OrientedBox, Quad } from '../../geometry/types.js';
import { formatDecimal, pixelDecimals } from '../text/numbers.js';
import { angleDecimals } from '../xml/rotated-box.js';

/** The elements of a `robndbox` and their texts, in roLabelImg's order. */
export function boxValues({ cx, cy, w, h, theta }: OrientedBox): [name: string, text: string][] {
  const pixels = Object.entries({ cx, cy, w, h }).map(([name, value]): [string, string] => [
    name,
    formatDecimal(value, 0, pixelDecimals),
  ]);
  return [...pixels, ['angle', formatDecimal(theta, 0, angleDecimals)]];
}

/** Whether a quad is the horizontal box round it, at whole pixels, which is all that roLabelImg reads in a `bndbox`. */
export function isWholeHorizontal(polygon: Quad): boolean {
  const { xmin, ymin, xmax, ymax } = boundsOf(polygon);
  if (!polygon.every(Number.isInteger)) return false;
  const corners = [0, 2, 4, 6].map((i) => `${polygon[i]} ${polygon[i + 1]}`);
  return [`${xmin} ${ymin}`, `${xmax} ${ymin}`, `${xmax} ${ymax}`, `${xmin} ${ymax}`].every((corner) =>
    corners.includes(corner),
  );
}
