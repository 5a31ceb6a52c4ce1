import type { OrientedBox } from '../../geometry/types.js';

const f = Math.fround;

/** Both toolboxes raise sides to this before they compare boxes (`rbbox_overlaps`), in pixels. */
export const shortestComparedSide = 1e-3;

const maxPoints = 24;
const ax = new Float32Array(4);
const ay = new Float32Array(4);
const bx = new Float32Array(4);
const by = new Float32Array(4);
const avx = new Float32Array(4);
const avy = new Float32Array(4);
const bvx = new Float32Array(4);
const bvy = new Float32Array(4);
const px = new Float32Array(maxPoints);
const py = new Float32Array(maxPoints);
const qx = new Float32Array(maxPoints);
const qy = new Float32Array(maxPoints);

/**
 * The IoU that the toolboxes see for a ground truth and an anchor: mmcv's CPU kernel after the clamp of `rbbox_overlaps`,
 * rounded to float32 where it rounds. Its noise decides which of several equally good anchors tie (R8b). Results may lie
 * outside [0, 1] for needles (I1), are 0 for a non-finite centre and NaN for a NaN side. The CUDA kernel fuses
 * multiplications and may break a tie another way; that there is a best anchor does not depend on it.
 */
export function toolboxIou(truth: OrientedBox, anchor: OrientedBox): number {
  const truthW = clampSide(truth.w);
  const truthH = clampSide(truth.h);
  const anchorW = clampSide(anchor.w);
  const anchorH = clampSide(anchor.h);
  const truthArea = f(truthW * truthH);
  const anchorArea = f(anchorW * anchorH);
  if (truthArea < 1e-14 || anchorArea < 1e-14) return 0;
  const middleX = f(truth.cx + anchor.cx) / 2;
  const middleY = f(truth.cy + anchor.cy) / 2;
  placeCorners(ax, ay, f(truth.cx - middleX), f(truth.cy - middleY), truthW, truthH, truth.theta);
  placeCorners(bx, by, f(anchor.cx - middleX), f(anchor.cy - middleY), anchorW, anchorH, anchor.theta);
  const shared = sharedArea();
  return f(shared / f(f(truthArea + anchorArea) - shared));
}

/** Keeps NaN, as torch's clamp does. */
function clampSide(side: number): number {
  return side < shortestComparedSide ? f(shortestComparedSide) : side;
}

function placeCorners(
  x: Float32Array,
  y: Float32Array,
  cx: number,
  cy: number,
  w: number,
  h: number,
  theta: number,
): void {
  const cos = f(f(Math.cos(theta)) * 0.5);
  const sin = f(f(Math.sin(theta)) * 0.5);
  x[0] = f(cx - f(sin * h)) - f(cos * w);
  y[0] = f(cy + f(cos * h)) - f(sin * w);
  x[1] = f(cx + f(sin * h)) - f(cos * w);
  y[1] = f(cy - f(cos * h)) - f(sin * w);
  x[2] = 2 * cx - x[0];
  y[2] = 2 * cy - y[0];
  x[3] = 2 * cx - x[1];
  y[3] = 2 * cy - y[1];
}

function sharedArea(): number {
  for (let i = 0; i < 4; i++) {
    const next = (i + 1) & 3;
    avx[i] = ax[next] - ax[i];
    avy[i] = ay[next] - ay[i];
    bvx[i] = bx[next] - bx[i];
    bvy[i] = by[next] - by[i];
  }
  if (isDeepInside()) {
    px.set(ax);
    py.set(ay);
    return hullArea(4);
  }
  let count = 0;
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      const determinant = cross(bvx[j], bvy[j], avx[i], avy[i]);
      if (Math.abs(determinant) <= 1e-14) continue;
      const dx = f(bx[j] - ax[i]);
      const dy = f(by[j] - ay[i]);
      const t = f(cross(bvx[j], bvy[j], dx, dy) / determinant);
      if (!(t >= 0 && t <= 1)) continue;
      const u = f(cross(avx[i], avy[i], dx, dy) / determinant);
      if (!(u >= 0 && u <= 1)) continue;
      px[count] = ax[i] + f(avx[i] * t);
      py[count++] = ay[i] + f(avy[i] * t);
    }
  }
  count = addCornersInside(count, ax, ay, bx, by, bvx, bvy);
  count = addCornersInside(count, bx, by, ax, ay, avx, avy);
  return count > 2 ? hullArea(count) : 0;
}

/** Whether the truth lies so far inside the anchor that no rounding can make their sides meet: a short cut. */
function isDeepInside(): boolean {
  const first = dot(bvx[0], bvy[0], bvx[0], bvy[0]);
  const second = dot(bvx[3], bvy[3], bvx[3], bvy[3]);
  for (let i = 0; i < 4; i++) {
    const dx = f(ax[i] - bx[0]);
    const dy = f(ay[i] - by[0]);
    const along = dot(dx, dy, bvx[0], bvy[0]) / first;
    const across = -dot(dx, dy, bvx[3], bvy[3]) / second;
    if (!(along > 1e-3 && across > 1e-3 && along < 0.999 && across < 0.999)) return false;
  }
  return true;
}

function addCornersInside(
  found: number,
  cornerX: Float32Array,
  cornerY: Float32Array,
  boxX: Float32Array,
  boxY: Float32Array,
  sideX: Float32Array,
  sideY: Float32Array,
): number {
  let count = found;
  const first = dot(sideX[0], sideY[0], sideX[0], sideY[0]);
  const second = dot(sideX[3], sideY[3], sideX[3], sideY[3]);
  for (let i = 0; i < 4; i++) {
    const dx = f(cornerX[i] - boxX[0]);
    const dy = f(cornerY[i] - boxY[0]);
    const along = dot(dx, dy, sideX[0], sideY[0]);
    const across = -dot(dx, dy, sideX[3], sideY[3]);
    if (along >= 0 && across >= 0 && along <= first && across <= second) {
      px[count] = cornerX[i];
      py[count++] = cornerY[i];
    }
  }
  return count;
}

/** Graham's scan from the lowest point, then a fan of triangles. */
function hullArea(count: number): number {
  let start = 0;
  for (let i = 1; i < count; i++) {
    if (py[i] < py[start] || (py[i] === py[start] && px[i] < px[start])) start = i;
  }
  const startX = px[start];
  const startY = py[start];
  for (let i = 0; i < count; i++) {
    qx[i] = px[i] - startX;
    qy[i] = py[i] - startY;
  }
  swapPoints(0, start);
  sortByDirection(count);
  let k = 1;
  while (k < count && !(dot(qx[k], qy[k], qx[k], qy[k]) > 1e-8)) k++;
  if (k === count) return 0;
  qx[1] = qx[k];
  qy[1] = qy[k];
  let size = 2;
  for (let i = k + 1; i < count; i++) {
    while (size > 1 && turn(i, size - 2, size - 1) >= 0) size--;
    qx[size] = qx[i];
    qy[size++] = qy[i];
  }
  let area = 0;
  for (let i = 1; i < size - 1; i++) area = f(area + Math.abs(turn(i, 0, i + 1)));
  return f(area / 2);
}

/** Insertion sort, as C++'s library sorts so few points; the comparison is not transitive, so the method matters. */
function sortByDirection(count: number): void {
  for (let i = 2; i < count; i++) {
    const x = qx[i];
    const y = qy[i];
    let at = i;
    if (comesBefore(x, y, qx[1], qy[1])) at = 1;
    else while (comesBefore(x, y, qx[at - 1], qy[at - 1])) at--;
    qx.copyWithin(at + 1, at, i);
    qy.copyWithin(at + 1, at, i);
    qx[at] = x;
    qy[at] = y;
  }
}

function comesBefore(x1: number, y1: number, x2: number, y2: number): boolean {
  const direction = cross(x1, y1, x2, y2);
  return Math.abs(direction) < 1e-6 ? dot(x1, y1, x1, y1) < dot(x2, y2, x2, y2) : direction > 0;
}

/** Cross product of the vectors from point `from` to points `a` and `b`. */
function turn(a: number, from: number, b: number): number {
  return cross(f(qx[a] - qx[from]), f(qy[a] - qy[from]), f(qx[b] - qx[from]), f(qy[b] - qy[from]));
}

function swapPoints(i: number, j: number): void {
  const x = qx[i];
  const y = qy[i];
  qx[i] = qx[j];
  qy[i] = qy[j];
  qx[j] = x;
  qy[j] = y;
}

function cross(x1: number, y1: number, x2: number, y2: number): number {
  return f(f(x1 * y2) - f(x2 * y1));
}

function dot(x1: number, y1: number, x2: number, y2: number): number {
  return f(f(x1 * x2) + f(y1 * y2));
}
