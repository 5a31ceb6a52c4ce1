// Overlaps, suppression and minimum rectangles beside shapely (GEOS, C++), in one run on the same boxes:
//
//   node bench/geometry/run.js
//
// Needs python3 with venv; installs shapely into bench/.cache/geometry/venv on the first run. Compiles src/geometry
// itself. Both sides run on one thread, in turns, and report the least processor time of all repetitions (which a busy
// machine falsifies less than the clock). Keel's times start from boxes; shapely's start from polygons that are ready
// made, and use its vectorised calls and its own tree (STRtree).
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const cache = join(root, 'bench', '.cache', 'geometry');
const rounds = 3;
const repetitions = 5;

mkdirSync(cache, { recursive: true });
const geometry = await compileGeometry();
const python = preparePython();

const crowded = [crowd(2000, 300, 1), crowd(2000, 300, 2)];
const sparse = [crowd(2000, 4000, 3), crowd(2000, 4000, 4)];
const image = crowd(20_000, 4000, 5);
const scores = Float64Array.from(image, (_, i) => ((i * 7919) % 20_011) / 20_011);
const quads = image.map(geometry.cornersOf);

/** name, what the sides compute, boxes for the peer, Keel's run. A run returns a number or an array to compare. */
const tasks = [
  ['matrix-crowded', 'IoU matrix 2000 × 2000, crowded', crowded, () => geometry.rotatedIouMatrix(...crowded)],
  ['matrix-sparse', 'IoU matrix 2000 × 2000, sparse', sparse, () => geometry.rotatedIouMatrix(...sparse)],
  ['pairs', 'overlapping pairs of 20,000 boxes', [image], () => geometry.overlappingPairs(image).map((p) => p.overlap)],
  ['nms', 'NMS of 20,000 boxes, threshold 0.1', [image], () => geometry.rotatedNms(image, scores, 0.1)],
  ['rectangles', 'minimum rectangles of 20,000 quads', [image], () => quads.map(areaOfRectangle)],
];

console.log(`${cpus()[0].model}, Node ${process.version}`);
writeFileSync(join(cache, 'scores.f64'), scores);
for (const [name, what, boxes, run] of tasks) {
  boxes.forEach((list, i) => {
    writeFileSync(join(cache, `${name}-${i}.f64`), Float64Array.from(list.flatMap((box) => geometry.cornersOf(box))));
  });
  const keel = { ms: Infinity, result: [] };
  const peer = { name: '', ms: Infinity };
  for (let round = 0; round < rounds; round++) {
    const ours = best(run);
    keel.ms = Math.min(keel.ms, ours.ms);
    keel.result = ours.result;
    const theirs = JSON.parse(execFileSync(python, [join(here, 'shapely_peer.py'), cache, name], { encoding: 'utf8' }));
    peer.ms = Math.min(peer.ms, theirs.ms);
    peer.name = theirs.peer;
  }
  const result = new Float64Array(readFileSync(join(cache, `${name}-result.f64`)).buffer);
  console.log(
    `${what.padEnd(38)} keel ${keel.ms.toFixed(1).padStart(6)} ms   ${peer.name} ${peer.ms.toFixed(1).padStart(7)} ms   ` +
      `${(peer.ms / keel.ms).toFixed(1).padStart(5)} × as fast   ${compare(keel.result, result)}`,
  );
}

/** Boxes of 10 to 70 by 5 to 35 px, spread evenly over a square image. */
function crowd(count, size, seed) {
  let state = seed;
  const random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 20; i++) random();
  return Array.from({ length: count }, () => ({
    cx: random() * size,
    cy: random() * size,
    w: 10 + 60 * random(),
    h: 5 + 30 * random(),
    theta: (random() - 0.5) * Math.PI,
  }));
}

function areaOfRectangle(quad) {
  const { box } = geometry.minimumAreaRectangle(quad);
  return box.w * box.h;
}

function best(run) {
  let ms = Infinity;
  let result = run();
  for (let i = 0; i < repetitions; i++) {
    const start = process.cpuUsage();
    result = run();
    const { user, system } = process.cpuUsage(start);
    ms = Math.min(ms, (user + system) / 1000);
  }
  return { ms, result };
}

/** How far the two results lie apart. */
function compare(ours, theirs) {
  if (ours.length !== theirs.length) return `RESULTS DIFFER: ${ours.length} and ${theirs.length} values`;
  let largest = 0;
  for (let i = 0; i < ours.length; i++) {
    largest = Math.max(largest, Math.abs(ours[i] - theirs[i]) / Math.max(1, Math.abs(theirs[i])));
  }
  return `largest difference ${largest.toExponential(0)}`;
}

async function compileGeometry() {
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const outDir = join(cache, 'compiled');
  execFileSync(process.execPath, [compiler, '-p', join(here, 'tsconfig.json'), '--outDir', outDir], {
    stdio: 'inherit',
  });
  writeFileSync(join(outDir, 'package.json'), '{ "type": "module" }');
  return import(pathToFileURL(join(outDir, 'index.js')).href);
}

function preparePython() {
  const venv = join(cache, 'venv');
  const binary = join(venv, 'bin', 'python');
  if (!existsSync(binary)) execFileSync('python3', ['-m', 'venv', venv], { stdio: 'inherit' });
  execFileSync(binary, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'shapely==2.1.2', 'numpy'], {
    stdio: 'inherit',
  });
  return binary;
}
