import type { Dataset, FormatId, ImageSize } from '../../datasets/types.js';
import type { TrainSetup } from '../types.js';

/**
 * The sizes of MMRotate's stock configurations. DOTA is split into windows first; HRSC2016 has 800 × 512 in 1.x (0.3.4
 * says 800 × 800); formats that MMRotate has no configuration for are taken at 1024 × 1024.
 */
const stockSizes: Readonly<Record<FormatId, TrainSetup>> = {
  dota: { width: 1024, height: 1024, split: true },
  dior: { width: 800, height: 800 },
  hrsc2016: { width: 800, height: 512 },
  'yolo-obb': { width: 1024, height: 1024 },
  coco: { width: 1024, height: 1024 },
  rolabelimg: { width: 1024, height: 1024 },
};

/** How images of a dataset reach the detector when it is trained as MMRotate's stock configuration says. */
export function stockTrainSetup(dataset: Dataset): TrainSetup {
  return stockSizes[dataset.format];
}

/**
 * Factor from stored pixels to training pixels. The longer side of the image goes with the longer side of the setup, as
 * mmcv's `rescale_size` has it. Images that are split into windows keep their scale: 1.
 */
export function trainingScale(size: ImageSize, train: TrainSetup): number {
  if (train.split) return 1;
  return Math.min(
    Math.max(train.width, train.height) / Math.max(size.width, size.height),
    Math.min(train.width, train.height) / Math.min(size.width, size.height),
  );
}
