/** Pixels of the result along a tile's side. */
export const step = 4;

/** Pixels of the image along a tile's side, and products along it. */
export const side = 6;

/**
 * Where Winograd's polynomials are evaluated, besides at infinity. Of the choices tried (whole numbers, halves, thirds)
 * these lose the fewest digits in float32: a fifth of the error of the usual 0, ±1, ±2.
 */
const points = [0, Math.SQRT1_2, -Math.SQRT1_2, Math.SQRT2, -Math.SQRT2];

/** Coefficients of the polynomial with the given roots, constant first. */
function withRoots(roots: readonly number[]): number[] {
  return roots.reduce(
    (polynomial: readonly number[], root) =>
      Array.from(
        { length: polynomial.length + 1 },
        (_, power) => (polynomial[power - 1] ?? 0) - root * (polynomial[power] ?? 0),
      ),
    [1],
  ) as number[];
}

/** Powers of every point, and for infinity the leading coefficient: one row each. */
function evaluations(coefficients: number): number[][] {
  const last = Array.from({ length: coefficients }, (_, power) => (power === coefficients - 1 ? 1 : 0));
  return [...points.map((point) => Array.from({ length: coefficients }, (_, power) => point ** power)), last];
}

const others = points.map((point) => points.filter((other) => other !== point));

/** Along one axis: 4 pixels' gradients to 6 numbers; its transpose gives 4 pixels of the result from 6 products. */
const result = evaluations(step);

/** Along one axis: 3 weights to 6 numbers, each divided by what Lagrange's polynomial of its point is there. */
const weight = evaluations(3).map((row, index) =>
  index === points.length
    ? row
    : row.map((power) => power / others[index].reduce((product, other) => product * (points[index] - other), 1)),
);

/** Along one axis: 6 pixels of the image to 6 numbers, the coefficients of Lagrange's polynomials. */
const image = [...others.map((roots) => [...withRoots(roots), 0]), withRoots(points)];

/** The same along both axes: rows and columns in row-major pairs. */
function alongBoth(matrix: readonly (readonly number[])[]): number[][] {
  return matrix.flatMap((row) => matrix.map((column) => row.flatMap((a) => column.map((b) => a * b))));
}

/** [36, 16]: from the 4 × 4 pixels of a tile of the result's gradient. */
export const resultMatrix = alongBoth(result);

/** [36, 9]: from 3 × 3 weights. */
export const weightMatrix = alongBoth(weight);

/** [36, 36]: from the 6 × 6 pixels of a tile of the image. */
export const imageMatrix = alongBoth(image);
