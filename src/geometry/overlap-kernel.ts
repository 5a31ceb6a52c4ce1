/**
 * Area of the part of a convex polygon that lies inside some half-planes (Sutherland and Hodgman 1974), on scratch
 * buffers: the caller fills `polygonX` and `polygonY`, adds planes, then calls `clippedArea`. Nothing is allocated.
 */

/** A clipped polygon has at most one corner per corner of the polygon and per half-plane: enough for two quads. */
let capacity = 16;

/** Corners of the polygon, clockwise on the image. */
export let polygonX = new Float64Array(capacity);
export let polygonY = new Float64Array(capacity);

let planeX = new Float64Array(capacity);
let planeY = new Float64Array(capacity);
let planeDirectionX = new Float64Array(capacity);
let planeDirectionY = new Float64Array(capacity);
let planeOffset = new Float64Array(capacity);
let otherX = new Float64Array(capacity);
let otherY = new Float64Array(capacity);
let distance = new Float64Array(capacity);

/** Makes room for as many corners and half-planes, together; forgets those that were set. */
export function reserve(cornersAndPlanes: number): void {
  if (cornersAndPlanes <= capacity) return;
  capacity = 2 * cornersAndPlanes;
  polygonX = new Float64Array(capacity);
  polygonY = new Float64Array(capacity);
  planeX = new Float64Array(capacity);
  planeY = new Float64Array(capacity);
  planeDirectionX = new Float64Array(capacity);
  planeDirectionY = new Float64Array(capacity);
  planeOffset = new Float64Array(capacity);
  otherX = new Float64Array(capacity);
  otherY = new Float64Array(capacity);
  distance = new Float64Array(capacity);
}

/** Sets half-plane k: where `offset + direction × (p − (x, y)) >= 0`. */
export function addPlane(
  k: number,
  x: number,
  y: number,
  directionX: number,
  directionY: number,
  offset: number,
): void {
  planeX[k] = x;
  planeY[k] = y;
  planeDirectionX[k] = directionX;
  planeDirectionY[k] = directionY;
  planeOffset[k] = offset;
}

/** Area in px² of what the first `planes` half-planes leave of the first `corners` corners; never negative. */
export function clippedArea(corners: number, planes: number): number {
  let x = polygonX;
  let y = polygonY;
  let nextX = otherX;
  let nextY = otherY;
  let count = corners;
  for (let k = 0; k < planes; k++) {
    const px = planeX[k];
    const py = planeY[k];
    const ex = planeDirectionX[k];
    const ey = planeDirectionY[k];
    const offset = planeOffset[k];
    let outside = 0;
    for (let i = 0; i < count; i++) {
      const d = offset + (ex * (y[i] - py) - ey * (x[i] - px));
      distance[i] = d;
      if (d < 0) outside++;
    }
    if (outside === 0) continue;
    if (outside === count) return 0;
    let kept = 0;
    let ax = x[count - 1];
    let ay = y[count - 1];
    let da = distance[count - 1];
    for (let i = 0; i < count; i++) {
      const bx = x[i];
      const by = y[i];
      const db = distance[i];
      if (da < 0 !== db < 0) {
        const t = da / (da - db);
        nextX[kept] = ax + t * (bx - ax);
        nextY[kept++] = ay + t * (by - ay);
      }
      if (db >= 0) {
        nextX[kept] = bx;
        nextY[kept++] = by;
      }
      ax = bx;
      ay = by;
      da = db;
    }
    count = kept;
    [x, nextX] = [nextX, x];
    [y, nextY] = [nextY, y];
  }
  return fanArea(x, y, count);
}

/** Area of a convex polygon as a fan of triangles round its first corner: exact for a box about the origin. */
export function fanArea(x: Float64Array, y: Float64Array, count: number): number {
  const x0 = x[0];
  const y0 = y[0];
  let twice = 0;
  for (let i = 1; i + 1 < count; i++) {
    twice += (x[i] - x0) * (y[i + 1] - y0) - (x[i + 1] - x0) * (y[i] - y0);
  }
  return twice > 0 ? twice / 2 : 0;
}
