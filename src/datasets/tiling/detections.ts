import type { Quad } from '../../geometry/types.js';
import { LineScanner } from '../text/lines.js';
import { formatDecimal, parseNumber } from '../text/numbers.js';
import { parseWindowName } from './window-name.js';

/** Tokens of a line: window, score, eight coordinates. */
const fields = 10;

/** A hundredth of a pixel is what detectors write; more than that keeps a box that was merged unrounded. */
const coordinateDecimals = 4;

/** Detections of one image in its own pixels: `scores[i]` belongs to `quads[i]`. */
export interface ImageDetections {
  readonly scores: number[];
  readonly quads: Quad[];
}

/** Lines of a detection file that could not be used, one entry per reason. */
export interface BadLines {
  readonly reason: 'wrong-field-count' | 'bad-number' | 'not-finite';
  /** The first such line, one-based. */
  readonly line: number;
  readonly count: number;
}

export interface DetectionFile {
  /** By name of the whole image, in the order of the file. */
  readonly images: ReadonlyMap<string, ImageDetections>;
  readonly badLines: readonly BadLines[];
}

/**
 * Reads detections of windows in the format of DOTA's Task1, lines `window score x1 y1 x2 y2 x3 y3 x4 y4`, and moves
 * them to their whole images: (coordinate + offset) / rate. Lines that cannot be used are counted and left out.
 */
export function readDetections(content: Buffer): DetectionFile {
  const images = new Map<string, ImageDetections>();
  const bad = new Map<BadLines['reason'], BadLines>();
  const lines = new LineScanner(content);
  while (lines.next()) {
    if (lines.count === 0 && !lines.tooLong) continue;
    const numbers = lines.tooLong || lines.count !== fields ? undefined : numbersOf(lines, content);
    const reason =
      numbers === undefined
        ? 'wrong-field-count'
        : numbers.includes(undefined)
          ? 'bad-number'
          : numbers.every(Number.isFinite)
            ? undefined
            : 'not-finite';
    if (reason !== undefined) {
      const before = bad.get(reason);
      bad.set(reason, { reason, line: before?.line ?? lines.line, count: (before?.count ?? 0) + 1 });
      continue;
    }
    const [score, ...corners] = numbers as number[];
    const { image, x, y, rate } = parseWindowName(content.toString('utf8', lines.starts[0], lines.ends[0]));
    let detections = images.get(image);
    if (detections === undefined) {
      detections = { scores: [], quads: [] };
      images.set(image, detections);
    }
    detections.scores.push(score);
    detections.quads.push(corners.map((value, at) => (value + (at % 2 === 0 ? x : y)) / rate) as unknown as Quad);
  }
  return { images, badLines: [...bad.values()] };
}

function numbersOf({ starts, ends }: LineScanner, content: Buffer): (number | undefined)[] {
  return Array.from({ length: fields - 1 }, (_, at) => parseNumber(content, starts[at + 1], ends[at + 1]));
}

/** One line of DOTA's Task1. */
export function detectionLine(image: string, score: number, quad: Quad): string {
  return `${image} ${score} ${quad.map((value) => formatDecimal(value, 1, coordinateDecimals)).join(' ')}\n`;
}
