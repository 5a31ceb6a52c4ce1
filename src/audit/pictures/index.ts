import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFolderWhole } from '../../foundation/files.js';
import type { Finding } from '../../foundation/finding.js';
import { defaultJobs, mapInOrder } from '../../foundation/parallel.js';
import type { AuditResult } from '../types.js';
import { choosePictured, type DrawableFinding, isDrawable, type PictureLimits } from './choice.js';
import { type Crop, type CropResult, type CropTask, cutCrops } from './crops.js';
import { type Frame, frameAround } from './frame.js';

export type { PictureLimits } from './choice.js';

/** Width and height of the pictures in pixels. */
const pictureSize = 480;

const defaultLimits: PictureLimits = { perRule: 500, total: 2000 };

/**
 * Draws the box of a finding on its image: a JPEG of 480 x 480 px with the corners numbered in file order, the
 * minimum-area rectangle dashed, and arrows at a box too thin to be seen. Without a readable image the ground is plain.
 * Gives undefined for a finding that has no box, or one without a finite corner.
 */
export async function drawFinding(finding: Finding, root: string): Promise<Uint8Array | undefined> {
  if (!isDrawable(finding)) return undefined;
  const path = finding.image === undefined ? undefined : join(root, finding.image);
  const { pictures } = await cutCrops({ path, crops: [cropOf(finding)], size: pictureSize });
  return pictures[0];
}

/**
 * Draws the findings that have a box, at most `limits`, into a new folder and returns the names of the files. A name
 * tells rule, image and object: `V1-04137-13.jpg`. Throws `files/exists` where the folder exists.
 */
export async function writeFindingPictures(
  result: AuditResult,
  folder: string,
  { limits = defaultLimits, jobs = defaultJobs }: { limits?: PictureLimits; jobs?: number } = {},
): Promise<string[]> {
  const chosen = choosePictured(result.findings, limits);
  const groups = [...byImage(chosen)];
  const tasks = groups.map(
    ([image, findings]): CropTask => ({
      path: image === '' ? undefined : join(result.dataset.root, image),
      crops: findings.map(cropOf),
      size: pictureSize,
    }),
  );
  return writeFolderWhole(folder, async (partial) => {
    const taken = new Set<string>();
    const names: string[] = [];
    let group = 0;
    for await (const { pictures } of cutInOrder(tasks, jobs)) {
      for (const [index, finding] of groups[group][1].entries()) {
        const name = freeName(finding, taken);
        names.push(name);
        await writeFile(join(partial, name), pictures[index]);
      }
      group += 1;
    }
    return names.sort();
  });
}

/** Cuts the crops of many images on worker threads, results in the order of the tasks. */
export function cutInOrder(tasks: Iterable<CropTask>, jobs: number): AsyncGenerator<CropResult> {
  const module = new URL(import.meta.url.endsWith('.ts') ? './crops.ts' : './crops.js', import.meta.url);
  return mapInOrder<CropTask, CropResult>(tasks, { module, name: 'cutCrops' }, jobs);
}

/** Findings by image path, in the order of their first appearance; those without an image stand under ''. */
export function byImage(findings: readonly DrawableFinding[]): Map<string, DrawableFinding[]> {
  const groups = new Map<string, DrawableFinding[]>();
  for (const finding of findings) {
    const image = finding.image ?? '';
    const members = groups.get(image);
    if (members === undefined) groups.set(image, [finding]);
    else members.push(finding);
  }
  return groups;
}

function cropOf({ polygon, rectangle }: DrawableFinding): Crop {
  // Every drawable box is finite, and a finite box has a frame.
  return { frame: frameAround(polygon) as Frame, box: { polygon, rectangle } };
}

function freeName({ code, imageId, file, object, line }: Finding, taken: Set<string>): string {
  const place = [code, imageId ?? file, object ?? line].filter((part) => part !== undefined).join('-');
  const stem = place.replace(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, 180);
  let name = `${stem}.jpg`;
  // Some file systems do not tell capitals from small letters.
  for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${stem}-${count}.jpg`;
  taken.add(name.toLowerCase());
  return name;
}
