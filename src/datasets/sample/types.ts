import type { FormatId } from '../types.js';

/** The formats a sample can be written in. */
export const sampleFormats = ['dior', 'dota'] as const satisfies readonly FormatId[];
export type SampleFormat = (typeof sampleFormats)[number];

export interface SampleOptions {
  /** Folder to make; it must not exist. */
  readonly out: string;
  /** `dior` by default. */
  readonly format?: SampleFormat;
  /** How many sound images, 1 to 10,000; 24 by default. Defects that need images of their own add to them. */
  readonly images?: number;
  /** Side of the square images, 256 to 1600 pixels; 800 by default. */
  readonly size?: number;
  /** Any whole number; 7 by default. */
  readonly seed?: number;
  /** Names of defects (or codes of the rules that find them), `all` or `none`; `all` by default. */
  readonly defects?: 'all' | 'none' | readonly string[];
  /** Threads; all cores by default. */
  readonly jobs?: number;
  /** Told after each image how many are done, and how many there will be. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A defect that was put into a sample, and the finding that an audit must report for it. */
export interface PlacedDefect {
  readonly name: string;
  /** Rule that must find it. */
  readonly code: string;
  /** The rule's reason. */
  readonly reason: string;
  /** File that the finding must name, from the dataset's root. */
  readonly file: string;
  /** Zero-based position of the object concerned, in its file. */
  readonly object?: number;
  /** The image concerned, without extension. */
  readonly image: string;
}

/** What a sample is made of: written into the dataset as `sample.json`. */
export interface SampleManifest {
  readonly tool: 'keel';
  readonly version: string;
  readonly format: SampleFormat;
  readonly seed: number;
  readonly size: number;
  /** All images, those that defects added included. */
  readonly images: number;
  /** Objects as drawn and labelled, before defects. */
  readonly objects: number;
  readonly objectsByClass: Readonly<Record<string, number>>;
  readonly imagesBySplit: Readonly<Record<string, number>>;
  readonly defects: readonly PlacedDefect[];
}
