import { join } from 'node:path';
import { KeelError, reasonOf } from '../../foundation/errors.js';
import type { MessageValues } from '../../foundation/wording/index.js';
import { decodedAtOnce, loadRgb, openRgb, type RgbImage, readImageHeader, resizedBy } from '../images/index.js';
import type { AnnotatedObject, ImageAnnotations } from '../types.js';
import { cutObjects } from './cut.js';
import type { CutProblem, CutResult, CutTask, CutWindow } from './cut-task.js';
import { windowName } from './window-name.js';
import { type Window, windowsOf } from './windows.js';

/** Cuts one image and its objects into windows. Runs in a worker. An image that cannot be read becomes a problem. */
export async function cutImage(task: CutTask): Promise<CutResult> {
  const { annotations, imagePath } = task;
  if (imagePath === undefined) return uncut('no-image', {});
  const { header, problem } = readImageHeader(imagePath);
  if (header === undefined || problem?.reason === 'truncated') {
    return uncut('unreadable-image', { detail: problem?.reason });
  }
  const windows = windowsOf(header, task.windows);
  const cut = cutObjects(annotations.objects, windows, task.keptShare);
  const results: CutWindow[] = [];
  for (const band of bandsOf(windows, header.width)) {
    let pixels: RgbImage;
    try {
      pixels = await loadRgb(imagePath, unionOf(band), band[0].rate);
    } catch (error) {
      if (!(error instanceof KeelError)) throw error;
      return uncut('unreadable-image', { detail: error.values.reason });
    }
    for (const window of band) {
      const index = windows.indexOf(window);
      try {
        results[index] = await writeWindow(task, window, cut.windows[index], pixels, resizedBy(header, window.rate));
      } catch (error) {
        return { windows: [], cut: 0, lost: [], writeFailure: reasonOf(error) };
      }
    }
  }
  return { windows: results, cut: cut.cut, lost: cut.lost };
}

function uncut(reason: CutProblem['reason'], values: MessageValues): CutResult {
  return { windows: [], cut: 0, lost: [], problem: { reason, values } };
}

/**
 * Groups windows of one rate whose rows are decoded together: from top to bottom, as much as memory should hold, but
 * all windows of one row at least.
 */
export function* bandsOf(windows: readonly Window[], imageWidth: number): Generator<Window[]> {
  const sorted = [...windows].sort((a, b) => a.rate - b.rate || a.y - b.y || a.x - b.x);
  let band: Window[] = [];
  for (const window of sorted) {
    const [first] = band;
    if (first !== undefined) {
      const rows = window.y + window.height - first.y;
      const bytes = rows * imageWidth * window.rate * 3;
      if (window.rate !== first.rate || (window.y !== first.y && bytes > decodedAtOnce)) {
        yield band;
        band = [];
      }
    }
    band.push(window);
  }
  if (band.length > 0) yield band;
}

function unionOf(windows: readonly Window[]) {
  const x = Math.min(...windows.map((window) => window.x));
  const y = Math.min(...windows.map((window) => window.y));
  const right = Math.max(...windows.map((window) => window.x + window.width));
  const bottom = Math.max(...windows.map((window) => window.y + window.height));
  return { x, y, width: right - x, height: bottom - y };
}

async function writeWindow(
  task: CutTask,
  window: Window,
  objects: readonly AnnotatedObject[],
  pixels: RgbImage,
  image: { readonly width: number; readonly height: number },
): Promise<CutWindow> {
  const { annotations, folder, imageType, padding } = task;
  const id = windowName(annotations.id, window);
  const inside = {
    width: Math.min(window.width, image.width - window.x),
    height: Math.min(window.height, image.height - window.y),
  };
  const picture = await openRgb(pixels.data, pixels.width, pixels.height);
  picture.extract({ left: window.x - pixels.x, top: window.y - pixels.y, ...inside });
  if (padding !== undefined) {
    const [r, g, b] = padding;
    const right = window.width - inside.width;
    const bottom = window.height - inside.height;
    if (right + bottom > 0) picture.extend({ right, bottom, background: { r, g, b } });
  }
  // Level 3 gives files about as large as OpenCV's, in less time than the default.
  if (imageType === 'png') picture.png({ compressionLevel: 3 });
  else picture.jpeg({ quality: 95, chromaSubsampling: '4:4:4' });
  const imagePath = join(folder, `${id}.${imageType}`);
  const { width, height } = await picture.toFile(imagePath);
  return { annotations: annotationsOf(annotations, id, objects), imagePath, width, height };
}

/** The header lines of raw DOTA files are left out: MMRotate's loaders take them for objects (V12). */
function annotationsOf(
  { split, annotationFile }: ImageAnnotations,
  id: string,
  objects: readonly AnnotatedObject[],
): ImageAnnotations {
  return {
    id,
    ...(split === undefined ? {} : { split }),
    annotationFile,
    objects,
    problems: [],
  };
}
