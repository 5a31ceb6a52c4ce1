/** A rectangle of pixels inside an image. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type SampleArray =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** Pixels as stored, channels interleaved, rows from the top. */
export interface Samples {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: SampleArray;
}

/** Bytes of pixels that are decoded at a time at most; a larger image is read in strips of rows. */
export const decodedAtOnce = 128 * 2 ** 20;

/**
 * Cuts an image into strips of whole rows, so that no more than 128 MiB are decoded at a time.
 *
 * @param bytesPerPixel of the decoded pixels
 */
export function* strips(width: number, height: number, bytesPerPixel: number): Generator<Region> {
  const rows = Math.max(1, Math.floor(decodedAtOnce / (width * bytesPerPixel)));
  for (let y = 0; y < height; y += rows) yield { x: 0, y, width, height: Math.min(rows, height - y) };
}
