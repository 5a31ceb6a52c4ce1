import { join } from 'node:path';
import { decodeImage, readImageHeader, sizeAsLoaded } from '../datasets/images/index.js';
import type { Dataset, ImageAnnotations } from '../datasets/types.js';
import { trainingScale } from './consequences/index.js';
import { shapeOf } from './shape.js';
import type { AuditedImage, TrainSetup } from './types.js';

/** Gathers what rules see of one image: its annotations with their shapes, and what its file says. */
export async function prepareImage(
  annotations: ImageAnnotations,
  dataset: Dataset,
  train: TrainSetup,
  decode: boolean,
): Promise<AuditedImage> {
  const path = annotations.imageFile === undefined ? undefined : join(dataset.root, annotations.imageFile);
  const { header, problem } = path === undefined ? { header: undefined, problem: undefined } : readImageHeader(path);
  const size = header === undefined ? (annotations.statedSize ?? annotations.scaledBy) : sizeAsLoaded(header);
  return {
    dataset,
    annotations,
    shapes: annotations.objects.map(shapeOf),
    header,
    headerProblem: problem,
    decoded: decode && path !== undefined && header !== undefined ? await decodeImage(path) : undefined,
    size,
    scale: size === undefined ? 1 : trainingScale(size, train),
  };
}
