/** What OpenCV's `minAreaRect` gives: float32 values in pixels, `angle` in degrees, unnormalised. */
export interface FloatRectangle {
  readonly cx: number;
  readonly cy: number;
  readonly w: number;
  readonly h: number;
  readonly angle: number;
}

const f = Math.fround;

/**
 * The rectangle that OpenCV 4.5.5 to 4.12 computes for four corners, rounding where it rounds and comparing as it
 * compares, so that collapse and NaN come out as they do in training: collinear corners give a side of exactly 0, near
 * collinear ones do far from the origin, a NaN may vanish into a plausible rectangle (A1, A4, A5; R2). OpenCV 4.13 and
 * later give the same rectangle with the angle in [-90, 0), and infinite sides for infinite corners.
 *
 * Source: behaviour of cv::convexHull (Sklansky 1982) and of cv::minAreaRect's rotating calipers.
 */
export function minAreaRectFloat32(corners: ArrayLike<number>): FloatRectangle {
  const x = [f(corners[0]), f(corners[2]), f(corners[4]), f(corners[6])];
  const y = [f(corners[1]), f(corners[3]), f(corners[5]), f(corners[7])];
  const hull = hullOf(x, y);
  const px = hull.map((i) => x[i]);
  const py = hull.map((i) => y[i]);
  if (hull.length > 2) return calipers(px, py);
  if (hull.length === 1) return { cx: px[0], cy: py[0], w: 0, h: 0, angle: 0 };
  const dx = f(px[1] - px[0]);
  const dy = f(py[1] - py[0]);
  return {
    cx: f(f(px[0] + px[1]) * 0.5),
    cy: f(f(py[0] + py[1]) * 0.5),
    w: f(Math.sqrt(dx * dx + dy * dy)),
    h: 0,
    angle: degrees(Math.atan2(dy, dx)),
  };
}

function degrees(radians: number): number {
  return f(f(f(radians) * 180) / Math.PI);
}

/** Hull corners as indexes, in the order in which the calipers visit them. */
function hullOf(x: readonly number[], y: readonly number[]): number[] {
  const order = sortByX(x, y);
  const last = order.length - 1;
  let lowest = 0;
  let highest = 0;
  for (let i = 1; i <= last; i++) {
    if (y[order[lowest]] > y[order[i]]) lowest = i;
    if (y[order[highest]] < y[order[i]]) highest = i;
  }
  if (x[order[0]] === x[order[last]] && y[order[0]] === y[order[last]]) return [0];
  const chain = (from: number, to: number, away: number, turn: number): number[] =>
    halfChain(x, y, order, from, to, away, turn);

  const right = chain(last, highest, -1, -1);
  const left = chain(0, highest, -1, 1);
  const hull = [...right.slice(0, -1), ...left.slice(1).reverse()];
  const stop = left.length > 2 ? left[1] : right.length > 2 ? right[right.length - 2] : -1;

  let lowerLeft = chain(0, lowest, 1, -1);
  let lowerRight = chain(last, lowest, 1, 1);
  if (stop >= 0) {
    const check =
      lowerLeft.length > 2
        ? lowerLeft[1]
        : lowerLeft.length + lowerRight.length > 2
          ? lowerRight[2 - lowerLeft.length]
          : -1;
    if (check === stop || (check >= 0 && x[order[check]] === x[order[stop]] && y[order[check]] === y[order[stop]])) {
      // All on one line: the lower chain would walk the upper one back.
      lowerLeft = lowerLeft.slice(0, 2);
      lowerRight = lowerRight.slice(0, 2);
    }
  }
  hull.push(...lowerLeft.slice(0, -1), ...lowerRight.slice(1).reverse());
  return startWhereIndexesRun(hull.map((i) => order[i]));
}

/** Sorts corners by x, then y, as an insertion sort that trusts its comparison, also where NaN makes that inconsistent. */
function sortByX(x: readonly number[], y: readonly number[]): number[] {
  const before = (a: number, b: number): boolean => {
    if (x[a] !== x[b]) return x[a] < x[b];
    if (y[a] !== y[b]) return y[a] < y[b];
    return a < b;
  };
  const order = [0];
  for (let i = 1; i < x.length; i++) {
    let at = before(i, order[0]) ? 0 : i;
    while (at > 0 && before(i, order[at - 1])) at--;
    order.splice(at, 0, i);
  }
  return order;
}

/** Positions in `order` on the hull from one extreme to another. `away` is the vertical direction it never takes. */
function halfChain(
  x: readonly number[],
  y: readonly number[],
  order: readonly number[],
  from: number,
  to: number,
  away: number,
  turn: number,
): number[] {
  if (from === to || (x[order[from]] === x[order[to]] && y[order[from]] === y[order[to]])) return [from];
  const step = to > from ? 1 : -1;
  const end = to + step;
  let previous = from;
  let current = from + step;
  let next = current + step;
  const stack = [previous, current, next];
  while (next !== end) {
    const rise = f(y[order[next]] - y[order[current]]);
    if (Math.sign(rise) === away) {
      next += step;
      stack[stack.length - 1] = next;
      continue;
    }
    const ax = f(x[order[current]] - x[order[previous]]);
    const ay = f(y[order[current]] - y[order[previous]]);
    const bx = f(x[order[next]] - x[order[current]]);
    const convexity = ay * bx - ax * rise;
    if ((Math.sign(convexity) || 0) === turn && (ax !== 0 || ay !== 0)) {
      previous = current;
      current = next;
      next += step;
      stack.push(next);
    } else if (previous === from) {
      current = next;
      next += step;
      stack[1] = current;
      stack[2] = next;
    } else {
      stack[stack.length - 2] = next;
      current = previous;
      previous = stack[stack.length - 4];
      stack.pop();
    }
  }
  stack.pop();
  return stack;
}

/** Rotates the hull so that its indexes rise or fall, if a rotation can do that. */
function startWhereIndexesRun(hull: number[]): number[] {
  const n = hull.length;
  if (n < 3) return hull;
  const rotated = (start: number): number[] => hull.map((_, i) => hull[(start + i) % n]);
  const runs = (indexes: readonly number[], rising: boolean): boolean =>
    indexes.every((index, i) => i === 0 || indexes[i - 1] < index === rising);
  const smallest = hull.indexOf(Math.min(...hull));
  const largest = hull.indexOf(Math.max(...hull));
  const rising = (largest + 1) % n === smallest;
  const falling = (smallest + 1) % n === largest;
  if (!rising && !falling) return hull;
  const candidate = rotated(rising ? smallest : largest);
  return runs(candidate, rising) ? candidate : hull;
}

/** Turns a rectangle round the hull, one side flush with one hull edge at a time, and keeps the smallest. */
function calipers(x: readonly number[], y: readonly number[]): FloatRectangle {
  const n = x.length;
  const ex = x.map((_, i) => f(x[(i + 1) % n] - x[i]));
  const ey = y.map((_, i) => f(y[(i + 1) % n] - y[i]));
  const inverse = ex.map((_, i) => f(1 / Math.sqrt(ex[i] * ex[i] + ey[i] * ey[i])));
  const touching = [
    extreme(y, (a, b) => a < b),
    extreme(x, (a, b) => a > b),
    extreme(y, (a, b) => a > b),
    extreme(x, (a, b) => a < b),
  ];
  let smallest = 3.4028234663852886e38;
  let best: { a: number; b: number; w: number; h: number; left: number; bottom: number } | undefined;
  for (let k = 0; k < n; k++) {
    const lead = leadingSide(touching, ex, ey);
    const edge = touching[lead];
    const [a, b] = turned(f(ex[edge] * inverse[edge]), f(ey[edge] * inverse[edge]), lead);
    touching[lead] = (edge + 1) % n;
    const w = dot(f(x[touching[1]] - x[touching[3]]), f(y[touching[1]] - y[touching[3]]), a, b);
    const h = dot(-f(x[touching[2]] - x[touching[0]]), f(y[touching[2]] - y[touching[0]]), b, a);
    const area = f(w * h);
    if (area <= smallest) {
      smallest = area;
      best = { a, b, w, h, left: touching[3], bottom: touching[0] };
    }
  }
  const { a, b, w, h, left, bottom } = best ?? { a: 0, b: 0, w: 0, h: 0, left: 0, bottom: 0 };
  const along = dot(a, b, x[left], y[left]);
  const across = dot(-b, a, x[bottom], y[bottom]);
  const scale = f(1 / f(f(a * a) - f(-b * b)));
  const wx = f(a * w);
  const wy = f(b * w);
  const hx = f(-b * h);
  const hy = f(a * h);
  return {
    cx: f(f(f(f(along * a) - f(across * b)) * scale) + f(f(wx + hx) * 0.5)),
    cy: f(f(f(f(a * across) - f(-b * along)) * scale) + f(f(wy + hy) * 0.5)),
    w: f(Math.sqrt(wx * wx + wy * wy)),
    h: f(Math.sqrt(hx * hx + hy * hy)),
    angle: degrees(Math.atan2(wy, wx)),
  };
}

function dot(ax: number, ay: number, bx: number, by: number): number {
  return f(f(ax * bx) + f(ay * by));
}

/** First index whose value beats all before it. */
function extreme(values: readonly number[], beats: (a: number, b: number) => boolean): number {
  let at = 0;
  for (let i = 1; i < values.length; i++) if (beats(values[i], values[at])) at = i;
  return at;
}

/** Which of the four sides meets its hull edge after the smallest turn. */
function leadingSide(touching: readonly number[], ex: readonly number[], ey: readonly number[]): number {
  let lead = 0;
  const vx = touching.map((i, side) => [ex[i], ey[i], -ex[i], -ey[i]][side]);
  const vy = touching.map((i, side) => [ey[i], -ex[i], -ey[i], ex[i]][side]);
  for (let side = 1; side < 4; side++) {
    if (dot(vy[side], -vx[side], vx[lead], vy[lead]) < 0) lead = side;
  }
  return lead;
}

/** The base direction that puts the given side on the edge direction. */
function turned(x: number, y: number, side: number): [a: number, b: number] {
  switch (side) {
    case 0:
      return [x, y];
    case 1:
      return [y, -x];
    case 2:
      return [-x, -y];
    default:
      return [-y, x];
  }
}
