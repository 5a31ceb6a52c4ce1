// The host kernels beside mmcv's CPU operations and beside plain JavaScript on one thread, in one run:
//
//   node bench/graph/kernels/run.js [--threads 2] [--rounds 5] [--without-mmcv]
//
// On a 1024 × 1024 image: rotated RoI align of 1024 boxes to 7 × 7 from 256 channels at strides 4 to 32; feature align
// with five points, and align convolution of 256 to 256 channels by 3 × 3, on the map of stride 8. Each forward and
// backward. Sides take turns; times are the least of all rounds, by the clock and of the processor. On a busy machine
// look at the latter. The first run builds the peer, which takes minutes (see mmcv.js).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { keelTasks } from './keel-side.js';
import { startMmcv } from './mmcv.js';
import * as plain from './plain.js';
import { bins, boxCount, channels, makeScene, mapSide } from './scenes.js';

const { values: options } = parseArgs({
  options: {
    threads: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '5' },
    'without-mmcv': { type: 'boolean', default: false },
  },
});
const cache = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '.cache', 'kernels');
const folder = join(cache, 'scene');
const scene = makeScene();
writeScene();

const keel = await keelTasks(scene, cache, Number(options.threads));
const mmcv = options['without-mmcv'] ? undefined : await startMmcv(cache, folder, options.threads);
const floats = (count) => new Float32Array(count);
const pooled = floats(boxCount * channels * bins * bins);
const maps = [0, 1, 2, 3].map((level) => floats(scene[`map${level}`].data.length));
const features = floats(channels * mapSide * mapSide);
const columns = floats(9 * channels * mapSide * mapSide);
const columnsToSpread = (await keel.columns())[0].slice();

/** Name, what is done, Keel's task, the peer's, and plain JavaScript's. */
const tasks = [
  ['rotated RoI align, forward', keel.pool, 'pool', () => void plain.plainRoIAlign(scene, pooled) ?? [pooled]],
  ['rotated RoI align, backward', keel.spread, 'spread', () => void plain.plainRoIAlignGradient(scene, maps) ?? maps],
  ['feature align, forward', keel.align, 'align', () => void plain.plainFeatureAlign(scene, features) ?? [features]],
  [
    'feature align, backward',
    keel.align_back,
    'align_back',
    () => void plain.plainFeatureAlignGradient(scene, features) ?? [features],
  ],
  ['sampling to columns, forward', keel.columns, undefined, () => void plain.plainColumns(scene, columns) ?? [columns]],
  [
    'sampling to columns, backward',
    keel.columns_back,
    undefined,
    () => void plain.plainColumnsGradient(scene, columnsToSpread, features) ?? [features],
  ],
  ['align convolution, forward', keel.convolve, 'convolve', undefined],
  ['align convolution, backward', keel.convolve_back, undefined, undefined],
  ['... with offsets, backward', keel.convolve_back_offsets, 'convolve_back', undefined],
];

console.log(`${cpus()[0].model}, ${cpus().length} cores; Node ${process.version}, ${options.threads} threads`);
if (mmcv !== undefined) console.log(mmcv.name);
console.log('milliseconds by the clock / of the processor; how many times as fast Keel is by each');
for (const [name, ours, theirs, simple] of tasks) {
  const sides = { keel: [], mmcv: [], plain: [] };
  const results = {};
  for (let round = 0; round <= Number(options.rounds); round += 1) {
    const timed = { keel: await time(ours) };
    if (mmcv !== undefined && theirs !== undefined) timed.mmcv = await mmcv.time(theirs);
    // Plain JavaScript is slow and steady.
    if (simple !== undefined && round < 2) timed.plain = await time(simple);
    for (const [side, figures] of Object.entries(timed)) {
      // The first round warms up.
      if (round > 0) sides[side].push(figures);
      results[side] ??= figures.results ?? readResults(theirs);
    }
  }
  report(name, sides, results);
}
mmcv?.stop();
await keel.stop();

function report(name, sides, results) {
  const least = (side, key) => Math.min(...sides[side].map((figures) => figures[key]));
  const words = [name.padEnd(30), 'keel', pairOf('keel')];
  for (const side of ['mmcv', 'plain']) {
    if (sides[side].length === 0) continue;
    const ratios = ['clock', 'processor'].map((key) => (least(side, key) / least('keel', key)).toFixed(1));
    words.push(`  ${side}`, pairOf(side), `(${ratios.join(' / ')} ×, ${difference(results.keel, results[side])})`);
  }
  console.log(words.join(' '));

  function pairOf(side) {
    return ['clock', 'processor'].map((key) => least(side, key).toFixed(0).padStart(5)).join(' / ');
  }
}

/** How far results lie apart, in root mean square as a part of the peer's own; the largest of all results. */
function difference(ours, theirs) {
  const apart = theirs.map((values, index) => {
    let [squares, whole] = [0, 0];
    for (let i = 0; i < values.length; i += 1) {
      squares += (values[i] - ours[index][i]) ** 2;
      whole += values[i] ** 2;
    }
    return Math.sqrt(squares / whole);
  });
  return `apart by ${Math.max(...apart).toExponential(0)}`;
}

async function time(task) {
  const [clock, processor] = [performance.now(), process.cpuUsage()];
  const results = await task();
  const { user, system } = process.cpuUsage(processor);
  return { clock: performance.now() - clock, processor: (user + system) / 1000, results };
}

function writeScene() {
  mkdirSync(folder, { recursive: true });
  for (const [name, { data }] of Object.entries(scene)) writeFileSync(join(folder, name), data);
  const shapes = Object.fromEntries(Object.entries(scene).map(([name, { shape }]) => [name, shape]));
  writeFileSync(join(folder, 'shapes.json'), JSON.stringify(shapes));
}

function readResults(task) {
  const results = [];
  for (const index of [0, 1, 2, 3]) {
    try {
      const { buffer, byteOffset, byteLength } = readFileSync(join(folder, `${task}-${index}`));
      results.push(new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength)));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
  return results;
}
