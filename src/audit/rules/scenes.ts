/** DOTA's split tools: `P0003__1024__824___0`, or with the rate in the middle, `P0003__0.5__0___824`. */
const window = /^(.+?)__\d+(?:\.\d+)?__-?\d+___-?\d+$/;

/** Roboflow's exports: copies of one image, augmented differently, share what stands before `.rf.`. */
const augmented = /^(.+)\.rf\.[0-9a-f]{20,}$/i;

/** The source image that a window or an augmented copy was made from, by its name; undefined for other images. */
export function sceneOf(image: string): string | undefined {
  return (window.exec(image) ?? augmented.exec(image))?.[1];
}
