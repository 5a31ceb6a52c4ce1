import { polygon } from './svg.js';

/**
 * The shadow of a prism over an outline (site coordinates), or of a flat thing raised above the ground.
 * Black: the group that holds all shadows makes them translucent together, so that they do not add up.
 */
export function castShadow(
  outline: readonly number[],
  height: number,
  sun: { u: number; v: number },
  raised = false,
): string {
  const du = sun.u * height;
  const dv = sun.v * height;
  const fallen = outline.map((value, at) => value + (at % 2 === 0 ? du : dv));
  if (raised) return polygon(fallen, {});
  const sides: string[] = [];
  for (let at = 0; at < outline.length; at += 2) {
    const next = (at + 2) % outline.length;
    sides.push(
      polygon(
        [
          outline[at],
          outline[at + 1],
          outline[next],
          outline[next + 1],
          fallen[next],
          fallen[next + 1],
          fallen[at],
          fallen[at + 1],
        ],
        {},
      ),
    );
  }
  return polygon(fallen, {}) + sides.join('');
}
