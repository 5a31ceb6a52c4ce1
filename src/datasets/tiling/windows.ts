import { KeelError } from '../../foundation/errors.js';
import { type Region, resizedBy } from '../images/index.js';
import type { ImageSize } from '../types.js';

/** How an image is cut. Lengths in pixels. */
export interface WindowOptions {
  /** Side of a window at rate 1. */
  readonly size: number;
  /** What neighbouring windows share at rate 1; less than `size`. */
  readonly overlap: number;
  /** How much larger objects appear, window for window. */
  readonly rates: readonly number[];
  /**
   * false: windows of size / rate are cut from the image as it is, and training resizes them (MMRotate).
   * true: the image is resized by the rate, then windows of `size` are cut from it (DOTA_devkit).
   */
  readonly resize: boolean;
  /** Rates whose windows hold no more image than this share are left out, unless there are no others; 0 to 1. */
  readonly imageShare: number;
}

/** A square part of an image, in pixels of the image resized by `rate`; it may reach beyond the image. */
export interface Window extends Region {
  /** 1 unless the image is resized. */
  readonly rate: number;
  /** Second part of the window's name: its side, or the rate of a resized image. */
  readonly label: string;
}

interface Grid {
  readonly size: number;
  readonly overlap: number;
  readonly rate: number;
  readonly label: string;
}

/** Largest difference from the best share at which rates are kept where all have too little image. */
const shareTolerance = 0.01;

/**
 * The windows of an image, in MMRotate's order: rate by rate, column by column. Windows lie a step apart; the last
 * one of a row or a column is moved back to end at the border, and a window larger than the image starts at 0. So all
 * windows of one rate hold the same share of image, and `imageShare` keeps or drops the rate as a whole.
 *
 * @throws KeelError `tiling/overlap-too-large`, `tiling/bad-rate`
 */
export function windowsOf(image: ImageSize, options: WindowOptions): Window[] {
  const grids = gridsOf(options).map((grid) => ({ ...grid, image: resizedBy(image, grid.rate) }));
  const shares = grids.map(({ size, image: { width, height } }) => {
    return (Math.min(size, width) * Math.min(size, height)) / (size * size);
  });
  const best = Math.max(...shares);
  const least = best > options.imageShare ? options.imageShare : best - shareTolerance;
  return grids
    .filter((_, index) => shares[index] > least)
    .flatMap(({ size, overlap, rate, label, image: { width, height } }) => {
      const rows = startsAlong(height, size, overlap);
      return startsAlong(width, size, overlap).flatMap((x) =>
        rows.map((y) => ({ x, y, width: size, height: size, rate, label })),
      );
    });
}

/** The grid of each rate. Throws as `windowsOf` does, so it also checks the options before any work is done. */
export function gridsOf({ size, overlap, rates, resize }: WindowOptions): Grid[] {
  return rates.map((rate) => {
    if (!(rate > 0 && Number.isFinite(rate))) throw new KeelError('tiling/bad-rate', { rate });
    // MMRotate rounds down.
    const grid = resize
      ? { size, overlap, rate, label: String(rate) }
      : { size: Math.trunc(size / rate), overlap: Math.trunc(overlap / rate), rate: 1 };
    if (!(grid.overlap >= 0 && grid.size > grid.overlap)) {
      throw new KeelError('tiling/overlap-too-large', { size: grid.size, overlap: grid.overlap });
    }
    return { label: String(grid.size), ...grid };
  });
}

function startsAlong(length: number, size: number, overlap: number): number[] {
  if (length <= size) return [0];
  const step = size - overlap;
  const count = Math.ceil((length - size) / step + 1);
  return Array.from({ length: count }, (_, index) => Math.min(index * step, length - size));
}
