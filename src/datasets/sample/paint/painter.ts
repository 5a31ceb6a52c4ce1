import type { Random } from '../../../foundation/random.js';

/** Metres. */
export interface ObjectSize {
  readonly length: number;
  readonly width: number;
  readonly height: number;
}

/** How one kind of object is drawn. Its own frame: metres, origin at the centre, x forward, y to the right. */
export interface Painter {
  /** A size such as objects of the kind have. */
  readonly size: (random: Random) => ObjectSize;
  /** Outline x1, y1, x2, y2, … whose bounding box is the object's box; it also casts the shadow. */
  readonly outline: (size: ObjectSize) => number[];
  /** SVG of the object, inside its outline. */
  readonly paint: (size: ObjectSize, random: Random) => string;
  /** SVG of what trails behind it under way, outside its box. */
  readonly wake?: (size: ObjectSize, random: Random) => string;
  /** The outline hangs in the air, so its shadow lies apart from it (wings). */
  readonly raised?: boolean;
}
