// The audit of label sets as large as DOTA-v2.0 and DIOR-R, beside a plain Python reading of the same files:
//
//   npm run build && node bench/audit/run.js [--images] [--rounds 3]
//
// Each measurement is a fresh process on two cores, with the page cache dropped before it where the system allows.
// `--images` adds DIOR-R's 23,463 image files, whose headers the audit reads. Needs /usr/bin/time; the peer needs
// python3 with venv and gets numpy and OpenCV in bench/.cache/audit/venv. KEEL_DIST names another build than dist/.
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { diorSet, dotaSet } from './label-sets.js';

const here = dirname(fileURLToPath(import.meta.url));
const bench = dirname(here);
const dist = resolve(process.env.KEEL_DIST ?? join(bench, '..', 'dist'));
const cache = join(bench, '.cache', 'audit');
const { values } = parseArgs({ options: { images: { type: 'boolean' }, rounds: { type: 'string', default: '3' } } });

mkdirSync(cache, { recursive: true });
const { Random } = await import(pathToFileURL(join(dist, 'foundation', 'random.js')).href);
const python = preparePython();
const pin = ['taskset', '-c', '0,1'];
const pinned = spawnSync(pin[0], [...pin.slice(1), 'true']).status === 0 ? pin : [];
const cold = dropPageCache();

const sets = [
  ['dota', 'DOTA-v2.0 size: 11,268 files, 1,793,658 boxes', await dotaSet(cache, Random)],
  ['dior', 'DIOR-R size: 23,463 files, 192,518 boxes', await diorSet(cache, Random, false)],
];
if (values.images)
  sets.push(['dior', 'the same with 23,463 images (the peer reads labels only)', await diorSet(cache, Random, true)]);

console.log(
  `${cpus()[0].model}, ${pinned.length > 0 ? 'two cores' : `${cpus().length} cores`}, Node ${process.version}`,
);
console.log(cold ? 'page cache dropped before every run' : 'warm page cache (it cannot be dropped here)');
for (const [kind, title, root] of sets) {
  console.log(`\n${title}`);
  const runs = { keel: [], python: [] };
  for (let round = 0; round < Number(values.rounds); round++) {
    runs.keel.push(measure([process.execPath, join(dist, 'cli', 'main.js'), 'audit', root, '--json', '--quiet']));
    runs.python.push(measure([python, join(here, 'python_peer.py'), kind, root]));
  }
  const [keel, peer] = [median(runs.keel), median(runs.python)];
  const { dataset, summary } = JSON.parse(keel.output);
  if (dataset.annotations !== Number(peer.output)) console.log(`BOXES DIFFER: ${dataset.annotations}, ${peer.output}`);
  print('keel audit --json', keel, `${dataset.annotations} boxes; ${JSON.stringify(summary.byCode)}`);
  print('python, parse and minAreaRect', peer, `keel takes ${(keel.seconds / peer.seconds).toFixed(2)} of its time`);
}

/** Runs a command in a fresh process; seconds by the clock, processor seconds, and the greatest memory in MB. */
function measure(command) {
  if (cold) dropPageCache();
  const [out, figures] = [join(cache, 'output'), join(cache, 'figures')];
  const descriptor = openSync(out, 'w');
  const timed = ['/usr/bin/time', '-f', '%e %U %S %M', '-o', figures, ...command];
  const [program, ...args] = [...pinned, ...timed];
  const { status, stderr } = spawnSync(program, args, { stdio: ['ignore', descriptor, 'pipe'], encoding: 'utf8' });
  closeSync(descriptor);
  if (status === null || status > 1) throw new Error(`${command.join(' ')}: ${stderr}`);
  const [seconds, user, system, kilobytes] = readFileSync(figures, 'utf8')
    .trim()
    .split('\n')
    .at(-1)
    .split(' ')
    .map(Number);
  return { seconds, processor: user + system, megabytes: kilobytes / 1024, output: readFileSync(out, 'utf8') };
}

/** The run in the middle by the clock, and the least time of all. */
function median(runs) {
  const sorted = runs.sort((a, b) => a.seconds - b.seconds);
  return { ...sorted[Math.floor(runs.length / 2)], least: sorted[0].seconds };
}

function print(name, { seconds, least, processor, megabytes }, remark) {
  const figures = `${seconds.toFixed(2).padStart(6)} s (least ${least.toFixed(2)} s)  ${processor.toFixed(2).padStart(6)} s processor  ${megabytes.toFixed(0).padStart(5)} MB`;
  console.log(`  ${name.padEnd(30)} ${figures}  ${remark}`);
}

/** Says whether it could. */
function dropPageCache() {
  try {
    execFileSync('sync');
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    return true;
  } catch {
    return false;
  }
}

function preparePython() {
  const venv = join(cache, 'venv');
  const binary = join(venv, 'bin', 'python');
  if (!existsSync(binary)) execFileSync('python3', ['-m', 'venv', venv], { stdio: 'inherit' });
  const packages = ['numpy', 'opencv-python-headless'];
  execFileSync(binary, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages], {
    stdio: 'inherit',
  });
  return binary;
}
