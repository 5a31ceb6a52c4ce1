import sharp, { type OverlayOptions } from 'sharp';
import { loadRgb, type Region, type RgbImage } from '../../datasets/images/index.js';
import { KeelError } from '../../foundation/errors.js';
import { boxDrawing, type DrawnBox } from './drawing.js';
import type { Frame } from './frame.js';

/** One picture to make: a frame of the image, and the box to draw into it, if any. */
export interface Crop {
  readonly frame: Frame;
  readonly box?: DrawnBox;
}

/** The pictures to make of one image. Plain data: it travels to worker threads. */
export interface CropTask {
  /** The image file; undefined where there is none. */
  readonly path: string | undefined;
  readonly crops: readonly Crop[];
  /** Width and height of the pictures in pixels. */
  readonly size: number;
}

/** JPEG bytes by crop. */
export interface CropResult {
  readonly pictures: readonly Uint8Array[];
  /** Whether the image could be shown; without it the boxes are drawn on plain ground. */
  readonly imageShown: boolean;
}

/** Pixels that are decoded at once for all crops of an image; crops farther apart are decoded one by one. */
const decodedAtOnce = 40_000_000;

/** Cuts the crops of one image. An image that cannot be read gives plain ground: V20 reports it. */
export async function cutCrops({ path, crops, size }: CropTask): Promise<CropResult> {
  const all = unionOf(crops.map(({ frame }) => frame));
  const together = all.width * all.height <= decodedAtOnce;
  const image = together ? await loadIfReadable(path, all) : undefined;
  const pictures: Uint8Array[] = [];
  let imageShown = image !== undefined;
  for (const crop of crops) {
    const shown = together ? image : await loadIfReadable(path, regionOf(crop.frame));
    imageShown ||= shown !== undefined;
    pictures.push(await picture(shown, crop, size));
  }
  return { pictures, imageShown };
}

async function loadIfReadable(path: string | undefined, region: Region): Promise<RgbImage | undefined> {
  if (path === undefined) return undefined;
  try {
    return await loadRgb(path, region);
  } catch (error) {
    if (error instanceof KeelError) return undefined;
    throw error;
  }
}

function regionOf({ x, y, side }: Frame): Region {
  return { x, y, width: side, height: side };
}

function unionOf(frames: readonly Frame[]): Region {
  const x = Math.min(...frames.map((frame) => frame.x));
  const y = Math.min(...frames.map((frame) => frame.y));
  const right = Math.max(...frames.map((frame) => frame.x + frame.side));
  const bottom = Math.max(...frames.map((frame) => frame.y + frame.side));
  return { x, y, width: right - x, height: bottom - y };
}

async function picture(image: RgbImage | undefined, { frame, box }: Crop, size: number): Promise<Uint8Array> {
  const layers: OverlayOptions[] = [];
  const visible = image && (await visiblePart(image, frame, size));
  if (visible !== undefined) layers.push(visible);
  if (box !== undefined) layers.push({ input: svg(boxDrawing(box, frame, size), size), left: 0, top: 0 });
  const raw = { width: size, height: size, channels: 3 } as const;
  return sharp(await ground(size), { raw })
    .composite(layers)
    .jpeg({ quality: 82 })
    .toBuffer();
}

/** What the image shows of a frame, scaled, as a layer; small crops keep their pixels crisp. */
async function visiblePart(
  { data, x, y, width, height }: RgbImage,
  frame: Frame,
  size: number,
): Promise<OverlayOptions | undefined> {
  const [left, top] = [Math.max(x, frame.x), Math.max(y, frame.y)];
  const [right, bottom] = [Math.min(x + width, frame.x + frame.side), Math.min(y + height, frame.y + frame.side)];
  if (left >= right || top >= bottom) return undefined;
  const scale = size / frame.side;
  const part = await sharp(data, { raw: { width, height, channels: 3 } })
    .extract({ left: left - x, top: top - y, width: right - left, height: bottom - top })
    .resize({
      width: Math.max(1, Math.round((right - left) * scale)),
      height: Math.max(1, Math.round((bottom - top) * scale)),
      fit: 'fill',
      kernel: scale > 2 ? 'nearest' : 'lanczos3',
    })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    input: part.data,
    raw: { width: part.info.width, height: part.info.height, channels: 3 },
    left: Math.min(size - part.info.width, Math.round((left - frame.x) * scale)),
    top: Math.min(size - part.info.height, Math.round((top - frame.y) * scale)),
  };
}

const grounds = new Map<number, Promise<Buffer>>();

/** Hatching for what lies beyond the image, drawn once: it takes longer than all the rest. */
function ground(size: number): Promise<Buffer> {
  const known = grounds.get(size);
  if (known !== undefined) return known;
  const pattern =
    '<defs><pattern id="h" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
    '<rect width="10" height="10" fill="#2b2e33"/><rect width="1.5" height="10" fill="#41454d"/></pattern></defs>' +
    '<rect width="100%" height="100%" fill="url(#h)"/>';
  const drawn = sharp(svg(pattern, size)).flatten({ background: '#2b2e33' }).raw().toBuffer();
  grounds.set(size, drawn);
  return drawn;
}

function svg(content: string, size: number): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">${content}</svg>`,
  );
}
