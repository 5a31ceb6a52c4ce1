import { Random } from '../../../foundation/random.js';
import type { Quad } from '../../../geometry/types.js';
import type { SampleFormat } from '../types.js';
import type { Defect } from './defect.js';
import type { LabelText } from './label-text.js';
import type { ChosenObject, Wanted } from './written-sample.js';

type Point = readonly [x: number, y: number];

/** A box to be spoilt: corners from front left clockwise, and the axes through its middle. */
interface Box {
  readonly corners: readonly Point[];
  readonly centre: Point;
  /** Half the length, and half the width, as vectors. */
  readonly along: Point;
  readonly across: Point;
  readonly size: number;
  readonly random: Random;
}

/** A defect of one box: eight coordinates instead of the true ones, as the file will spell them. */
interface BoxDefect {
  readonly code: string;
  readonly reason: string | Readonly<Record<SampleFormat, string>>;
  readonly alsoFoundBy?: readonly string[];
  readonly ships?: boolean;
  /** Looks natural only on an object that lies along the image's x axis. */
  readonly level?: boolean;
  /** Appended as a further object rather than put in place of a sound box. */
  readonly appended?: boolean;
  readonly corners?: (box: Box) => readonly (number | string)[];
  /** For what is no matter of corners. */
  readonly spoil?: (labels: LabelText, object: number, chosen: ChosenObject) => void;
}

const boxDefects = {
  /** As in DIOR-R 04137, 07007, 15504 and 16734: top and bottom are the same line. */
  'zero-height': { code: 'V1', reason: 'segment', ships: true, level: true, corners: flattened },
  'collinear-corners': { code: 'V1', reason: 'segment', ships: true, corners: onOneLine },
  'point-box': { code: 'V1', reason: 'point', corners: ({ centre }) => [0, 1, 2, 3].flatMap(() => whole(centre)) },
  'needle-box': {
    code: 'V3',
    reason: 'vanishing',
    alsoFoundBy: ['V18'],
    ships: true,
    corners: (box) => squeezed(box, 0.002),
  },
  'sub-pixel-box': { code: 'V3', reason: 'undecodable', alsoFoundBy: ['V18'], corners: (box) => squeezed(box, 0.1) },
  'thin-box': { code: 'V4', reason: 'below-old-filter', level: true, corners: onePixelHigh },
  'nan-coordinate': { code: 'V5', reason: 'nan', corners: (box) => withText(box, 2, 'nan') },
  'infinite-coordinate': { code: 'V5', reason: 'infinite', corners: (box) => withText(box, 5, '1e999') },
  /** Two numbers typed without the blank between them. */
  'joined-digits': { code: 'V6', reason: 'impossible', corners: joined },
  'crossed-corners': { code: 'V7', reason: 'crossing', corners: crossed },
  /** Somebody clicked the middles of the sides. */
  'sheared-box': { code: 'V8', reason: 'sheared', ships: true, corners: rhombus },
  'centre-outside': {
    code: 'V9',
    reason: 'centre-outside',
    appended: true,
    corners: ({ size, random }) => placedAt(-6, random.uniform(0.2, 0.8) * size, 20, 8, 0.2),
  },
  'wholly-outside': {
    code: 'V9',
    reason: 'centre-outside',
    appended: true,
    corners: ({ size, random }) => placedAt(size + 40, random.uniform(0.2, 0.8) * size, 24, 9, 0.5),
  },
  'corner-outside': {
    code: 'V9',
    reason: 'partly-visible',
    appended: true,
    corners: () => placedAt(3, 3, 30, 7, -Math.PI / 4),
  },
  'misspelt-class': {
    code: 'V10',
    reason: 'misspelt',
    spoil: (labels, object, { className }) =>
      labels.setClass(
        object,
        className.replace(/.$/, (last) => last + last),
      ),
  },
  'duplicate-box': { code: 'V14', reason: 'equal', spoil: () => {}, appended: true },
  'bad-number': { code: 'V0', reason: 'bad-number', corners: (box) => withText(box, 3, '--5') },
  'missing-coordinate': {
    code: 'V0',
    // In a line of text the fields move up, and the class stands where a number should.
    reason: { dior: 'missing-tag', dota: 'bad-number' },
    spoil: (labels, object) => labels.loseCoordinate(object),
  },
} satisfies Record<string, BoxDefect>;

/** Defects of single boxes, by name. */
export const boxDefectsByName: Readonly<Record<string, Defect>> = Object.fromEntries(
  Object.entries(boxDefects as Record<string, BoxDefect>).map(([name, defect]) => [name, toDefect(defect)]),
);

function toDefect({ code, reason, alsoFoundBy, ships, level, appended, corners, spoil }: BoxDefect): Defect {
  const isWanted: Wanted = (object) =>
    isRoomy(object) && (!ships || /ship/.test(object.className)) && (!level || isLevel(object));
  return {
    code,
    reason,
    ...(alsoFoundBy && { alsoFoundBy }),
    async apply({ sample, random }) {
      const chosen = sample.chooseObject(random, isWanted);
      if (chosen === undefined) return undefined;
      const { image, polygon } = chosen;
      let object = chosen.object;
      await sample.editLabels(image, (labels) => {
        if (appended) object = labels.append(object);
        if (corners !== undefined) {
          const written = corners(boxOf(polygon, image.size, random));
          labels.setCorners(
            object,
            written.map((value) => spelled(value, sample.format)),
          );
        }
        spoil?.(labels, object, chosen);
      });
      return { file: image.annotationFile, object, image: image.id };
    },
  };
}

/** The coordinates that a defect which needs no luck puts in place of a sound box. */
export function badCorners(
  name: 'zero-height' | 'point-box' | 'nan-coordinate',
  polygon: Quad,
  format: SampleFormat,
): string[] {
  const box = boxOf(polygon, 0, new Random(0));
  return boxDefects[name].corners(box).map((value) => spelled(value, format));
}

/** Large enough to see what is wrong, small enough to be all on one screen, and with three digits in each coordinate. */
const isRoomy: Wanted = ({ polygon }) => {
  const [x1, y1, x2, y2, x3, y3] = polygon;
  const sides = [Math.hypot(x2 - x1, y2 - y1), Math.hypot(x3 - x2, y3 - y2)];
  return Math.min(...sides) >= 7 && Math.max(...sides) >= 1.7 * Math.min(...sides) && Math.min(...polygon) >= 100;
};

/** Longer along x than along y, by far. */
const isLevel: Wanted = ({ polygon: [x1, y1, x2, y2, x3, y3, x4, y4] }) => {
  const [xs, ys] = [
    [x1, x2, x3, x4],
    [y1, y2, y3, y4],
  ];
  return Math.max(...xs) - Math.min(...xs) >= 1.8 * (Math.max(...ys) - Math.min(...ys));
};

function boxOf(polygon: readonly number[], size: number, random: Random): Box {
  const corners = [0, 2, 4, 6].map((at): Point => [polygon[at], polygon[at + 1]]);
  const middle = (...of: number[]): Point =>
    [0, 1].map(
      (axis) => of.reduce((sum, corner) => sum + corners[corner][axis as 0 | 1], 0) / of.length,
    ) as unknown as Point;
  const centre = middle(0, 1, 2, 3);
  const [front, right] = [middle(0, 1), middle(1, 2)];
  const along: Point = [front[0] - centre[0], front[1] - centre[1]];
  const across: Point = [right[0] - centre[0], right[1] - centre[1]];
  return Math.hypot(...along) >= Math.hypot(...across)
    ? { corners, centre, along, across, size, random }
    : { corners, centre, along: across, across: along, size, random };
}

/** A number as the format writes it; text stays as it is. */
function spelled(value: number | string, format: SampleFormat): string {
  if (typeof value === 'string') return value;
  const text = String(Number(value.toFixed(6)));
  return format === 'dota' && !text.includes('.') ? `${text}.0` : text;
}

function whole([x, y]: Point): [number, number] {
  return [Math.round(x), Math.round(y)];
}

function flattened({ corners, centre }: Box): number[] {
  const [left, right] = [Math.min(...corners.map(([x]) => x)), Math.max(...corners.map(([x]) => x))];
  const y = Math.round(centre[1]);
  return [left, y, right, y, right, y, left, y];
}

function onOneLine({ centre, along }: Box): number[] {
  const [x, y] = whole(centre);
  const [dx, dy] = whole([along[0] / 2, along[1] / 2]);
  return [-1, 1, 2, 0].flatMap((step) => [x + step * dx, y + step * dy]);
}

/** The box with its width squeezed to so many pixels. */
function squeezed({ centre, along, across }: Box, width: number): number[] {
  const share = width / 2 / Math.hypot(...across);
  return [
    [1, -1],
    [1, 1],
    [-1, 1],
    [-1, -1],
  ].flatMap(([forward, right]) => [
    centre[0] + forward * along[0] + right * share * across[0],
    centre[1] + forward * along[1] + right * share * across[1],
  ]);
}

function onePixelHigh({ corners, centre }: Box): number[] {
  const [left, right] = [Math.min(...corners.map(([x]) => x)), Math.max(...corners.map(([x]) => x))];
  const y = Math.round(centre[1]);
  return [left, y, right, y, right, y + 1, left, y + 1];
}

function withText({ corners }: Box, at: number, text: string): (number | string)[] {
  return corners.flat().map((value, index) => (index === at ? text : value));
}

function joined({ corners }: Box): (number | string)[] {
  const values = corners.flat();
  let digits = '';
  for (let at = 2; Number(digits) <= 1e5; at = (at + 1) % 8) digits += String(Math.round(values[at]));
  return values.map((value, index) => (index === 2 ? digits : value));
}

function crossed({ corners: [a, b, c, d] }: Box): number[] {
  return [a, c, b, d].flat();
}

function rhombus({ centre: [x, y], along, across }: Box): number[] {
  return [along, across, along.map((value) => -value), across.map((value) => -value)].flatMap(([dx, dy]) => [
    x + dx,
    y + dy,
  ]);
}

function placedAt(x: number, y: number, halfLength: number, halfWidth: number, angle: number): number[] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [
    [1, -1],
    [1, 1],
    [-1, 1],
    [-1, -1],
  ].flatMap(([forward, right]) => {
    const [u, v] = [forward * halfLength, right * halfWidth];
    return [Math.round(x + u * cos - v * sin), Math.round(y + u * sin + v * cos)];
  });
}
