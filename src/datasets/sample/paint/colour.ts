import type { Random } from '../../../foundation/random.js';

/** Red, green, blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** A colour for SVG. */
export function css([red, green, blue]: Colour): string {
  return `rgb(${channel(red)},${channel(green)},${channel(blue)})`;
}

function channel(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}

/** A colour made darker (below 1) or lighter (above 1). */
export function shade([red, green, blue]: Colour, factor: number): Colour {
  return [red * factor, green * factor, blue * factor];
}

/** A colour between two; 0 is the first, 1 the second. */
export function mix(a: Colour, b: Colour, share: number): Colour {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/** A colour near another: brightness and hue vary a little, as between two things of the same make. */
export function vary(colour: Colour, random: Random, amount = 0.08): Colour {
  const brightness = 1 + random.uniform(-amount, amount);
  const warmth = random.uniform(-amount, amount) / 3;
  return [colour[0] * (brightness + warmth), colour[1] * brightness, colour[2] * (brightness - warmth)];
}

/** Colours along a scale: 256 steps from the first stop to the last, red, green, blue each. */
export function ramp(stops: readonly (readonly [at: number, colour: Colour])[]): Float32Array {
  const first = stops[0][0];
  const last = stops[stops.length - 1][0];
  const colours = new Float32Array(256 * 3);
  for (let step = 0; step < 256; step++) {
    const at = first + ((last - first) * step) / 255;
    const next = Math.max(
      1,
      stops.findIndex(([stop]) => stop >= at),
    );
    const [from, to] = [stops[next - 1], stops[next]];
    colours.set(mix(from[1], to[1], (at - from[0]) / (to[0] - from[0])), step * 3);
  }
  return colours;
}
