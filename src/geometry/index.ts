/** Oriented boxes, polygons, conversions, overlaps and suppression. Pure functions in float64; y grows downwards. */
export { wrapAngle } from './angle.js';
export type { OverlapMode } from './box-overlap.js';
export { clipPolygon, clipToImage, visibleFraction } from './clip.js';
export {
  boundsOf,
  cornersOf,
  type HrscBox,
  horizontalToOriented,
  horizontalToQuad,
  hrscToOriented,
  orientedToHorizontal,
  orientedToHrsc,
  toLe90,
  toLe135,
  toOc,
  toOc1x,
} from './conversions.js';
export { convexHull, hullArea } from './convex-hull.js';
export { boxFromEdges } from './edge-box.js';
export { largestCoordinate } from './limits.js';
export { minimumAreaRectangle, rectangularity, zeroSideTolerance } from './minimum-rectangle.js';
export { quadNms, rotatedNms } from './nms.js';
export { pointsInBox, pointsInPolygon } from './points-inside.js';
export { isSelfCrossing, orderCorners, polygonArea, signedArea, winding } from './polygon.js';
export { quadIof, quadIou } from './quad-overlap.js';
export {
  type OverlappingPair,
  overlappingPairs,
  overlappingPairsBetween,
  rotatedIof,
  rotatedIou,
  rotatedIouMatrix,
} from './rotated-overlaps.js';
export type { Boxes, HorizontalBox, MinimumRectangle, OrientedBox, Points, Quad } from './types.js';
