// One forward and backward pass of ResNet-50 with FPN, 2 x 3 x 512 x 512, stem and first stage frozen, beside PyTorch
// on the CPU (eager mode), in one run:
//
//   node bench/graph/resnet/run.js [--size 512] [--batch 2] [--threads 2] [--rounds 8] [--plain]
//
// Compiles src itself. Both sides take turns, each in a process of its own; times are the least of all rounds, by the
// clock and of the processor. On a busy machine look at the latter. PyTorch is measured in its default layout and in
// `channels_last`. `--plain` adds the graph as it is written, before `optimise`. Needs python3 with venv; PyTorch comes
// from PyPI into bench/.cache/graph/venv.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compileSources } from '../compile.js';

const torch = 'torch==2.15.0';
const here = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '512' },
    batch: { type: 'string', default: '2' },
    threads: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '8' },
    plain: { type: 'boolean', default: false },
  },
});
const setting = [options.size, options.batch, options.threads];

compileSources();
const python = preparePython();
const peer = [python, join(here, 'torch_peer.py'), ...setting];
const own = [process.execPath, join(here, 'keel-side', 'run.js'), ...setting];
const sides = {
  'PyTorch, default layout': await start(peer),
  'PyTorch, channels last': await start([...peer, 'channels_last']),
  ...(options.plain && { 'Keel, as written': await start([...own, 'plain']) }),
  'Keel, optimised': await start(own),
};

const [pytorch, keel] = [sides['PyTorch, default layout'], sides['Keel, optimised']];
console.log(`${cpus()[0].model}, ${cpus().length} cores, ${options.threads} threads`);
console.log(`${keel.version}, Node ${process.version}; PyTorch ${pytorch.version}`);

const least = Object.fromEntries(Object.keys(sides).map((name) => [name, { clock: [], processor: [] }]));
for (let round = 0; round <= Number(options.rounds); round += 1) {
  for (const [name, side] of Object.entries(sides)) {
    const [clock, processor] = (await side.ask('step')).split(' ').map(Number);
    // The first round warms up.
    if (round === 0) continue;
    least[name].clock.push(clock);
    least[name].processor.push(processor);
  }
}

console.log(`\n${''.padEnd(26)} ${'clock'.padStart(9)} ${'processor'.padStart(10)} ${'peak memory'.padStart(12)}`);
const figures = {};
for (const [name, side] of Object.entries(sides)) {
  const [clock, processor] = [Math.min(...least[name].clock), Math.min(...least[name].processor)];
  const megabytes = Number(await side.ask('memory'));
  figures[name] = { clock, processor, megabytes };
  console.log(
    `${name.padEnd(26)} ${clock.toFixed(2).padStart(7)} s ${processor.toFixed(2).padStart(8)} s ${megabytes.toFixed(0).padStart(9)} MB`,
  );
}
const ours = figures['Keel, optimised'];
for (const name of Object.keys(figures).filter((other) => other.startsWith('PyTorch'))) {
  const ratio = (key) => (ours[key] / figures[name][key]).toFixed(2);
  console.log(
    `Keel beside ${name}: ${ratio('clock')} of its time, ${ratio('processor')} of its processor time, ${ratio('megabytes')} of its memory`,
  );
}

console.log('\nwhere the time goes, by operation of the graph and ONNX operator:');
for (const line of JSON.parse(await keel.ask('profile'))) console.log(`  ${line}`);
for (const side of Object.values(sides)) side.stop();

/** Starts a side, which answers a line with a line, and says its version first. */
async function start([program, ...args]) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${program} ${args.join(' ')} ended`);
    return value;
  };
  return {
    version: await next(),
    ask(question) {
      child.stdin.write(`${question}\n`);
      return next();
    },
    stop: () => child.stdin.end(),
  };
}

function preparePython() {
  const venv = join(here, '..', '..', '.cache', 'graph', 'venv');
  const binary = join(venv, 'bin', 'python');
  if (!existsSync(binary)) execFileSync('python3', ['-m', 'venv', venv], { stdio: 'inherit' });
  execFileSync(binary, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', torch, 'numpy'], {
    stdio: 'inherit',
  });
  return binary;
}
