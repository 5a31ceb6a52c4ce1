import { join } from 'node:path';
import type { Finding } from '../../../foundation/finding.js';
import { defaultJobs } from '../../../foundation/parallel.js';
import { choosePictured, type DrawableFinding } from '../../pictures/choice.js';
import { type Frame, frameAround } from '../../pictures/frame.js';
import { byImage, cutInOrder } from '../../pictures/index.js';
import type { AuditResult } from '../../types.js';
import type { CropLimits, ReportContext } from '../reporter.js';

/** A crop costs some 15 kB. */
const defaultLimits: CropLimits = { perRule: 24, total: 400 };
const cropSize = 320;

/** Crops of the images as data URIs, by finding; findings about the same box share one. */
export async function cutCardCrops(
  { findings, dataset }: Pick<AuditResult, 'findings' | 'dataset'>,
  { crops: limits = defaultLimits, jobs = defaultJobs }: Pick<ReportContext, 'crops' | 'jobs'>,
): Promise<Map<Finding, string>> {
  const chosen = choosePictured(findings, limits).filter(({ image }) => image !== undefined);
  const images = [...byImage(chosen)].map(([image, members]) => ({ image, boxes: byBox(members) }));
  const tasks = images.map(({ image, boxes }) => ({
    path: join(dataset.root, image),
    // A drawable box has finite corners, and those have a frame.
    crops: boxes.map(([{ polygon }]) => ({ frame: frameAround(polygon) as Frame })),
    size: cropSize,
  }));
  const uris = new Map<Finding, string>();
  let done = 0;
  for await (const { pictures, imageShown } of cutInOrder(tasks, jobs)) {
    const { boxes } = images[done];
    done += 1;
    if (!imageShown) continue;
    for (const [index, picture] of pictures.entries()) {
      const uri = `data:image/jpeg;base64,${Buffer.from(picture).toString('base64')}`;
      for (const finding of boxes[index]) uris.set(finding, uri);
    }
  }
  return uris;
}

function byBox(findings: readonly DrawableFinding[]): DrawableFinding[][] {
  const boxes = new Map<string, DrawableFinding[]>();
  for (const finding of findings) {
    const key = finding.polygon.join();
    const members = boxes.get(key);
    if (members === undefined) boxes.set(key, [finding]);
    else members.push(finding);
  }
  return [...boxes.values()];
}
