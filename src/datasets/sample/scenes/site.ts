import type { Random } from '../../../foundation/random.js';
import type { ObjectSize } from '../paint/painter.js';
import { type ObjectKind, painters } from '../paint/painters.js';
import { overlaps, type PlacedBox } from './overlap.js';

/** An object that has its place. Site coordinates: metres, origin in the middle of the image. */
export interface SiteObject extends PlacedBox, ObjectSize {
  readonly kind: ObjectKind;
  /** Where it looks, when that differs from where its box points (a round tank has no heading of its own). */
  readonly facing: number;
  readonly moving: boolean;
}

export interface Tree {
  readonly u: number;
  readonly v: number;
  /** Radius of the crown, metres. */
  readonly radius: number;
}

/** Water on the side `v > shore` of a site; metres. `roughness` is how far bays and points reach from that line. */
export interface Water {
  readonly shore: number;
  readonly beach: number;
  readonly roughness: number;
}

/** What lies on the ground and under everything else. */
export interface Ground {
  readonly water?: Water;
  /** Share of the land under trees, 0 to 1. */
  readonly forest: number;
  /** 0 lush grass to 1 bare soil. */
  readonly dryness: number;
  /** Ploughed parcels instead of meadow; their side in metres. */
  readonly parcels?: number;
}

/**
 * A place being built: a square piece of ground with its own axes u, v (metres, turned against the image), on which
 * scenes lay surfaces (SVG under the trees), structures (SVG above them) and objects that never overlap.
 */
export class Site {
  readonly random: Random;
  /** Side of the image, pixels. */
  readonly size: number;
  readonly pixelsPerMetre: number;
  /** How the site's axes are turned against the image's, radians clockwise. */
  readonly angle: number;
  /** Where the tip of a shadow falls per metre of height, in site coordinates. */
  readonly sun: { readonly u: number; readonly v: number };
  /** Everything with |u| and |v| below `reach` may be visible, metres. */
  readonly reach: number;
  ground: Ground = { forest: 0, dryness: 0.3 };
  readonly surfaces: string[] = [];
  readonly shadows: string[] = [];
  readonly structures: string[] = [];
  readonly trees: Tree[] = [];
  readonly objects: SiteObject[] = [];
  readonly #capacity: number;
  readonly #obstacles: PlacedBox[] = [];

  /** @param capacity how many objects the site takes; those that come later are refused */
  constructor(size: number, pixelsPerMetre: number, capacity: number, random: Random) {
    this.#capacity = capacity;
    this.random = random;
    this.size = size;
    this.pixelsPerMetre = pixelsPerMetre;
    this.angle = random.uniform(0, 2 * Math.PI);
    this.reach = (size * Math.SQRT1_2) / pixelsPerMetre;
    const azimuth = random.uniform(0, 2 * Math.PI);
    const length = random.uniform(0.35, 0.95);
    this.sun = { u: Math.cos(azimuth) * length, v: Math.sin(azimuth) * length };
  }

  /** Site coordinates to pixels. */
  toImage(u: number, v: number): [x: number, y: number] {
    const cos = Math.cos(this.angle) * this.pixelsPerMetre;
    const sin = Math.sin(this.angle) * this.pixelsPerMetre;
    return [this.size / 2 + u * cos - v * sin, this.size / 2 + u * sin + v * cos];
  }

  /** The four corners of a box in pixels: front left, front right, rear right, rear left, seen along its heading. */
  cornersOf(box: PlacedBox): [x: number, y: number][] {
    const cos = Math.cos(box.heading);
    const sin = Math.sin(box.heading);
    return [
      [1, -1],
      [1, 1],
      [-1, 1],
      [-1, -1],
    ].map(([along, across]) => {
      const x = (along * box.length) / 2;
      const y = (across * box.width) / 2;
      return this.toImage(box.u + x * cos - y * sin, box.v + x * sin + y * cos);
    });
  }

  /** Whether a box lies wholly in the image, two pixels from its edge. */
  inFrame(box: PlacedBox): boolean {
    return this.cornersOf(box).every(([x, y]) => Math.min(x, y) >= 2 && Math.max(x, y) <= this.size - 3);
  }

  /**
   * Puts an object down if it is wholly in the image and free of everything else by `gap` metres; says whether it did.
   * Sides below five pixels are refused, so that no box of a clean sample is too thin to learn.
   */
  place(
    kind: ObjectKind,
    u: number,
    v: number,
    heading: number,
    options: { size?: ObjectSize; gap?: number; moving?: boolean; facing?: number } = {},
  ): boolean {
    const { gap = 0.4, moving = false, facing = heading } = options;
    const size = options.size ?? painters[kind].size(this.random);
    const object = { kind, u, v, heading, facing, moving, ...size };
    if (this.objects.length >= this.#capacity || Math.min(size.length, size.width) * this.pixelsPerMetre < 5)
      return false;
    if (!this.inFrame(object) || this.#occupied(object, gap)) return false;
    this.objects.push(object);
    this.#obstacles.push(object);
    return true;
  }

  /** Reserves ground for something that is no object; false, and nothing reserved, if it is taken. */
  reserve(box: PlacedBox, gap = 0): boolean {
    if (this.#occupied(box, gap)) return false;
    this.keepClear(box);
    return true;
  }

  /** Keeps everything that comes later off some ground, whatever stands there already. */
  keepClear(box: PlacedBox): void {
    this.#obstacles.push(box);
  }

  /** Plants a tree if there is room for it. */
  plant(u: number, v: number, radius: number): void {
    const ground = { u, v, heading: 0, length: 2 * radius, width: 2 * radius };
    if (this.reserve(ground)) this.trees.push({ u, v, radius });
  }

  #occupied(box: PlacedBox, gap: number): boolean {
    const grown = { ...box, length: box.length + 2 * gap, width: box.width + 2 * gap };
    return this.#obstacles.some((obstacle) => overlaps(grown, obstacle));
  }
}
