import { isMainThread } from 'node:worker_threads';
import type sharpFunction from 'sharp';
import type { Sharp } from 'sharp';

let loading: Promise<typeof sharpFunction> | undefined;

/** Loads sharp at its first use, because most commands and all header reading do without it. */
export function loadSharp(): Promise<typeof sharpFunction> {
  loading ??= import('sharp').then(({ default: sharp }) => {
    // libvips keeps opened files by name and would go on showing the old content of a file that was written anew.
    sharp.cache(false);
    // Worker threads share the cores already; more threads in each would only wait for one another.
    if (!isMainThread) sharp.concurrency(1);
    return sharp;
  });
  return loading;
}

/** Pixels of the largest image a JPEG header can state; far above sharp's own limit, which large scenes exceed. */
const mostPixels = 65_535 ** 2;

/**
 * Opens an image as a detector's loader sees it: embedded colour profiles are ignored, as OpenCV ignores them. What
 * the decoder only warns of is an error, because a JPEG that ends early is otherwise a picture with a grey rest. The
 * size limit is raised because memory is bounded by reading strips, not by refusing large scenes.
 */
export async function openWithSharp(path: string): Promise<Sharp> {
  const sharp = await loadSharp();
  return sharp(path, {
    limitInputPixels: mostPixels,
    limitInputChannels: false,
    ignoreIcc: true,
    failOn: 'warning',
    sequentialRead: true,
  });
}

/** Opens RGB pixels in memory. */
export async function openRgb(rgb: Uint8Array, width: number, height: number): Promise<Sharp> {
  const sharp = await loadSharp();
  return sharp(rgb, { raw: { width, height, channels: 3 }, limitInputPixels: false });
}
