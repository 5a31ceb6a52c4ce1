import type { Window } from './windows.js';

/** Where a window lies: `x` and `y` of its corner in pixels of the image resized by `rate`. */
export interface WindowPlace {
  /** Name of the whole image. */
  readonly image: string;
  readonly x: number;
  readonly y: number;
  readonly rate: number;
}

const pattern = /^(.+)__(\d+(?:\.\d+)?)__(\d+)___(\d+)$/;

/** No window is so small, no resize rate so large: tells `__1024__` (MMRotate) from `__0.5__` (DOTA_devkit). */
const smallestWindow = 32;

/** `P0003__1024__824___0`: image, side of the window or rate of the resized image, x, y. */
export function windowName(image: string, { label, x, y }: Window): string {
  return `${image}__${label}__${x}___${y}`;
}

/**
 * Reads the name of a window. MMRotate writes the window's side in image pixels and never resizes; DOTA_devkit writes
 * the rate by which it resized the image, and counts x and y in resized pixels. A number below 32 is taken for a rate.
 * A name that is none of a window stands for a whole image.
 */
export function parseWindowName(name: string): WindowPlace {
  const match = pattern.exec(name);
  if (match === null) return { image: name, x: 0, y: 0, rate: 1 };
  const second = Number(match[2]);
  const rate = second > 0 && second < smallestWindow ? second : 1;
  return { image: match[1], x: Number(match[3]), y: Number(match[4]), rate };
}
