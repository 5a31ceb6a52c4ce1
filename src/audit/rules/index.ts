import type { Rule } from '../types.js';
import { fewSamples } from './d1-few-samples.js';
import { classImbalance } from './d2-class-imbalance.js';
import { sizeOutlier } from './d3-size-outlier.js';
import { aspectOutlier } from './d4-aspect-outlier.js';
import { duplicateImages } from './d5-duplicate-images.js';
import { splitLeakage } from './d6-split-leakage.js';
import { axisAlignedBoxes } from './d7-axis-aligned-boxes.js';
import { squareBoxes } from './d8-square-boxes.js';
import { emptyImages } from './d9-empty-images.js';
import { tinyObjects } from './d10-tiny-objects.js';
import { shrunkImages } from './d11-shrunk-images.js';
import { classSpelling } from './d12-class-spelling.js';
import { unreadableAnnotation } from './v0-unreadable-annotation.js';
import { degenerateBox } from './v1-degenerate-box.js';
import { nonPositiveSide } from './v2-non-positive-side.js';
import { needleBox } from './v3-needle-box.js';
import { thinBox } from './v4-thin-box.js';
import { nonFiniteCoordinate } from './v5-non-finite-coordinate.js';
import { hugeCoordinate } from './v6-huge-coordinate.js';
import { selfCrossing } from './v7-self-crossing.js';
import { shearedBox } from './v8-sheared-box.js';
import { outOfFrame } from './v9-out-of-frame.js';
import { unknownClass } from './v10-unknown-class.js';
import { imageSize } from './v11-image-size.js';
import { headerLine } from './v12-header-line.js';
import { angleUnit } from './v13-angle-unit.js';
import { duplicateBox } from './v14-duplicate-box.js';
import { noValidObject } from './v15-no-valid-object.js';
import { classRange } from './v16-class-range.js';
import { crowdedImage } from './v17-crowded-image.js';
import { extremeAspect } from './v18-extreme-aspect.js';
import { oversizedBox } from './v19-oversized-box.js';
import { imageIntegrity } from './v20-image-integrity.js';
import { ignoredDifficult } from './v21-ignored-difficult.js';
import { unpairedFile } from './v22-unpaired-file.js';

/** Every rule, in code order: the annotation checks V0 to V22, then the statistics D1 to D12. */
export const rules: readonly Rule[] = [
  unreadableAnnotation,
  degenerateBox,
  nonPositiveSide,
  needleBox,
  thinBox,
  nonFiniteCoordinate,
  hugeCoordinate,
  selfCrossing,
  shearedBox,
  outOfFrame,
  unknownClass,
  imageSize,
  headerLine,
  angleUnit,
  duplicateBox,
  noValidObject,
  classRange,
  crowdedImage,
  extremeAspect,
  oversizedBox,
  imageIntegrity,
  ignoredDifficult,
  unpairedFile,
  fewSamples,
  classImbalance,
  sizeOutlier,
  aspectOutlier,
  duplicateImages,
  splitLeakage,
  axisAlignedBoxes,
  squareBoxes,
  emptyImages,
  tinyObjects,
  shrunkImages,
  classSpelling,
];
