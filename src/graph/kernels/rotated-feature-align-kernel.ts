import type { HostKernel, HostTensor } from '../types.js';
import { channelBlocks, lanesOf } from './channel-blocks.js';
import { halfSidesOf, placeFeatureBox, type RotatedFeatureAlignAttributes } from './feature-boxes.js';
import { runKernel } from './threads.js';
import { inWorkspace } from './workspace.js';

/** Numbers that assembly/rotated-feature-align.ts takes for a box. */
const boxNumbers = 7;

/** Places that the kernel turns at a time, and bytes of its taps: each point has four, and the place one. */
const tilePlaces = 64;
const tapsBytes = 8 * (1 + 4 * 5);

/** Aligns features on threads. */
export const alignFeatures: HostKernel<RotatedFeatureAlignAttributes> = (inputs, outputs, attributes) => {
  const [features, boxes] = inputs;
  const [aligned, rejectedCount] = outputs;
  const { table, rejected } = tableOf(boxes, attributes);
  (rejectedCount.data as BigInt64Array)[0] = BigInt(rejected);
  return run('rotatedFeatureAlign', { map: features, mapIsRead: true, places: aligned }, table, attributes);
};

/** Gives the gradient of aligned features back to the map, on threads. */
export const spreadFeatures: HostKernel<RotatedFeatureAlignAttributes> = (inputs, [gradient], attributes) => {
  const [arriving, boxes] = inputs;
  const { table } = tableOf(boxes, attributes);
  return run('rotatedFeatureAlignGradient', { map: gradient, mapIsRead: false, places: arriving }, table, attributes);
};

/** Runs one task for each block of channels of each image, from the map to the places or back. */
function run(
  kernel: 'rotatedFeatureAlign' | 'rotatedFeatureAlignGradient',
  { map, mapIsRead, places }: { map: HostTensor; mapIsRead: boolean; places: HostTensor },
  table: Float64Array,
  { points }: RotatedFeatureAlignAttributes,
): Promise<void> {
  const [images, channels, height, width] = map.shape;
  const pixels = height * width;
  const blocks = channelBlocks(channels, images);
  return inWorkspace((workspace) => {
    const mapAddress = mapIsRead ? workspace.input(map) : workspace.output(map);
    const placesAddress = mapIsRead ? workspace.output(places) : workspace.input(places);
    const boxes = workspace.table(table);
    const tasks = Array.from({ length: images }, (_, image) =>
      blocks.map(({ first, count }) => {
        const plane = 4 * (image * channels + first) * pixels;
        const ownBoxes = boxes + image * pixels * boxNumbers * table.BYTES_PER_ELEMENT;
        return [mapAddress + plane, height, width, count, ownBoxes, points, placesAddress + plane];
      }),
    );
    const scratchBytes = 4 * lanesOf(blocks) * (pixels + tilePlaces) + tapsBytes;
    return runKernel(kernel, tasks.flat(), scratchBytes, images * channels * pixels * (1 + 4 * points));
  });
}

function tableOf(
  { shape: [images, height, width], data }: HostTensor,
  attributes: RotatedFeatureAlignAttributes,
): { table: Float64Array; rejected: number } {
  const places = images * height * width;
  const table = new Float64Array(places * boxNumbers);
  let rejected = 0;
  for (let place = 0; place < places; place += 1) {
    const box = placeFeatureBox(data as Float32Array, place, height, width, attributes);
    if (box === undefined) {
      rejected += 1;
      continue;
    }
    const at = place * boxNumbers;
    table[at] = 1;
    table[at + 1] = box.x;
    table[at + 2] = box.y;
    if (attributes.points === 1) continue;
    const [along, across] = halfSidesOf(box);
    table[at + 3] = along.x;
    table[at + 4] = along.y;
    table[at + 5] = across.x;
    table[at + 6] = across.y;
  }
  return { table, rejected };
}
