import type { OrientedBox } from '../../geometry/types.js';
import { type AngleVersion, regularizeBox } from './float32-angles.js';

const f = Math.fround;

/** What a head's anchor generator is set to. Sides are stride × scale, at the height : width ratios given. */
export interface AnchorRecipe {
  readonly strides: readonly number[];
  readonly scales: readonly number[];
  readonly ratios: readonly number[];
}

/** Width and height of one kind of anchor, in pixels. */
export interface AnchorShape {
  readonly w: number;
  readonly h: number;
}

/** The anchors of one feature level: `shapes.length` round every multiple of the stride. */
export interface AnchorLevel {
  readonly stride: number;
  readonly columns: number;
  readonly rows: number;
  readonly shapes: readonly AnchorShape[];
  /** Index of the level's first anchor among all. */
  readonly first: number;
}

/** One kind of anchor of one level. */
export interface AnchorKind {
  readonly level: AnchorLevel;
  readonly shape: AnchorShape;
  /** Position of the shape in its level. */
  readonly index: number;
  readonly area: number;
}

export interface AnchorGrid {
  readonly levels: readonly AnchorLevel[];
  /** All kinds, smallest area first. */
  readonly byArea: readonly AnchorKind[];
  readonly count: number;
}

const grids = new Map<AnchorRecipe, Map<number, AnchorGrid>>();

/**
 * All anchors for a padded image of the given size in pixels, as mmdet's generator lays them out: the feature map of a
 * stride has ceil(size / stride) cells, cell (0, 0) has its anchors round the image's corner. Grids are remembered.
 */
export function anchorGrid(recipe: AnchorRecipe, width: number, height: number): AnchorGrid {
  const known = grids.get(recipe) ?? new Map<number, AnchorGrid>();
  grids.set(recipe, known);
  const key = width * 65536 + height;
  const grid = known.get(key) ?? layOut(recipe, width, height);
  known.set(key, grid);
  return grid;
}

function layOut(recipe: AnchorRecipe, width: number, height: number): AnchorGrid {
  let count = 0;
  const levels = recipe.strides.map((stride): AnchorLevel => {
    const columns = Math.ceil(width / stride);
    const rows = Math.ceil(height / stride);
    const shapes = shapesOf(stride, recipe);
    const first = count;
    count += columns * rows * shapes.length;
    return { stride, columns, rows, shapes, first };
  });
  const byArea = levels
    .flatMap((level) => level.shapes.map((shape, index) => ({ level, shape, index, area: shape.w * shape.h })))
    .sort((a, b) => a.area - b.area);
  return { levels, byArea, count };
}

function shapesOf(stride: number, { scales, ratios }: AnchorRecipe): AnchorShape[] {
  return ratios.flatMap((ratio) => {
    const tall = f(Math.sqrt(ratio));
    const wide = f(1 / tall);
    return scales.map((scale) => ({ w: f(f(stride * wide) * f(scale)), h: f(f(stride * tall) * f(scale)) }));
  });
}

/** x1, y1, x2, y2 of an anchor, rounded as the generator rounds. */
export function anchorCorners(
  level: AnchorLevel,
  shape: AnchorShape,
  column: number,
  row: number,
): readonly [x1: number, y1: number, x2: number, y2: number] {
  const x = column * level.stride;
  const y = row * level.stride;
  return [f(x - shape.w / 2), f(y - shape.h / 2), f(x + shape.w / 2), f(y + shape.h / 2)];
}

/**
 * An anchor as the head holds it: upright, and in 1.x turned into the angle range of its version, so that a square has
 * the angle π/2 in le90 and le135, and -π/2 in oc. 0.3.4 leaves all angles 0 (`undefined`).
 */
export function anchorBox(
  level: AnchorLevel,
  shape: AnchorShape,
  column: number,
  row: number,
  regularized: AngleVersion | undefined,
): OrientedBox {
  const [x1, y1, x2, y2] = anchorCorners(level, shape, column, row);
  const box = { cx: f(f(x1 + x2) / 2), cy: f(f(y1 + y2) / 2), w: f(x2 - x1), h: f(y2 - y1), theta: 0 };
  return regularized === undefined ? box : regularizeBox(box, regularized);
}

/** Index of an anchor among all of its grid: by level, then row, column and shape. */
export function anchorIndex(level: AnchorLevel, shape: number, column: number, row: number): number {
  return level.first + (row * level.columns + column) * level.shapes.length + shape;
}

/**
 * A grid's kinds of anchor by how close their area is to the given one in px², nearest first. An IoU cannot exceed the
 * ratio of the areas, so a search may stop at the first kind whose ratio is too small.
 */
export function kindsBySimilarArea({ byArea }: AnchorGrid, area: number): AnchorKind[] {
  let above = byArea.findIndex((kind) => kind.area >= area);
  if (above < 0) above = byArea.length;
  let below = above - 1;
  return byArea.map(() => {
    const takeBelow = above >= byArea.length || (below >= 0 && byArea[below].area / area > area / byArea[above].area);
    return byArea[takeBelow ? below-- : above++];
  });
}

/** How many anchors of a grid lie inside an image of the given size: the only ones a proposal stage looks at. */
export function countInside({ levels }: AnchorGrid, width: number, height: number): number {
  let count = 0;
  for (const { stride, columns, rows, shapes } of levels) {
    for (const { w, h } of shapes) count += inside(columns, stride, w / 2, width) * inside(rows, stride, h / 2, height);
  }
  return count;
}

/** How many of the first `cells` multiples of the stride have room on both sides. */
function inside(cells: number, stride: number, half: number, length: number): number {
  const first = Math.ceil(half / stride);
  const last = Math.min(cells - 1, Math.ceil((length - half) / stride) - 1);
  return Math.max(0, last - first + 1);
}
