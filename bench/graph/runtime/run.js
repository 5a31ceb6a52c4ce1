// What it costs to call ONNX Runtime's C API with koffi, beside the JavaScript binding of the same package, in one run:
//
//   node bench/graph/runtime/run.js [threads]
//
// Compiles src itself. Both sides run the same models on the same build of ONNX Runtime, in turns; times are the least
// and the median of all rounds, by the clock. On a busy machine look at the least ones.
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ort from 'onnxruntime-node';
import { compileSources } from '../compile.js';

const threads = Number(process.argv[2] ?? 2);
const rounds = 7;
const elements = 100_000_000;

const load = compileSources();
const { absolute, add, compile, constant, input, multiply, negate, reduceMax, reduceSum, relu, writeOnnx } =
  await load('graph/index.js');
const { Session } = await load('graph/runtime/session.js');
const { ortApi } = await load('graph/runtime/ort-api.js');

console.log(
  `${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}, ONNX Runtime ${ortApi().version}, ${threads} threads`,
);

await creation();
await largeActivation();
await callOverhead();
await rebinding();
await memory();

/** A session with 160 weights of 64 kB and 160 small operations. */
async function creation() {
  heading('creating a session of 160 operations and 160 constants of 64 kB');
  const x = input('x', [128, 128]);
  let y = x;
  for (let i = 0; i < 160; i += 1) y = add(multiply(y, constant(filled(128 * 128, i), [128, 128])), x);
  const bytes = writeOnnx({ y });
  await compare({
    'JavaScript binding': async () => (await ort.InferenceSession.create(bytes, javascriptOptions())).release(),
    'koffi, not blocking': async () => (await Session.create(bytes, { threads })).dispose(),
  });
}

async function largeActivation() {
  heading(`a ReLU of ${(elements * 4) / 1e6} MB`);
  const x = input('x', [elements]);
  const shared = () => new Float32Array(new SharedArrayBuffer(elements * 4));
  const data = shared().fill(-1);
  data[7] = 3;

  // Inside: the difference between seven elementwise operations and one, a sixth of it.
  const chain = (length) => {
    let y = relu(x);
    for (let i = 1; i < length; i += 1) y = i % 2 === 1 ? negate(y) : absolute(y);
    return reduceMax(y);
  };
  const inside = await Promise.all([chain(1), chain(7)].map((y) => compile({ y }, { threads, optimisation: 'none' })));
  const bindings = inside.map((program) => program.bind({ x: data }));
  const times = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    for (const i of [0, 1]) times[i].push(await timed(() => bindings[i].run()));
  }
  const one = (Math.min(...times[1].slice(1)) - Math.min(...times[0].slice(1))) / 6;
  report('inside a session, one operation', [one]);
  for (const program of inside) program.dispose();

  const program = await compile({ y: relu(x) }, { threads });
  const place = shared();
  const bound = program.bind({ x: data, y: place });
  const session = await ort.InferenceSession.create(writeOnnx({ y: relu(x) }), javascriptOptions());
  // The JavaScript binding refuses shared memory.
  const tensor = new ort.Tensor('float32', Float32Array.from(data), [elements]);
  await compare({
    'JavaScript binding, as output': async () => {
      const { y } = await session.run({ x: tensor });
      if (y.data[7] !== 3) throw new Error('wrong result');
      y.dispose();
    },
    'koffi, as output bound to memory': async () => {
      const { y } = await bound.run();
      if (y.data[7] !== 3) throw new Error('wrong result');
    },
  });
  program.dispose();
  await session.release();

  heading(`${(elements * 4) / 1e6} MB as an input, one number out`);
  const first = { y: reduceSum(input('x', [elements]), [0]) };
  const sum = await compile(first, { threads });
  const summing = sum.bind({ x: data });
  const sumSession = await ort.InferenceSession.create(writeOnnx(first), javascriptOptions());
  await compare({
    'JavaScript binding': async () => (await sumSession.run({ x: tensor })).y.dispose(),
    'koffi, bound in place': () => summing.run(),
  });
  sum.dispose();
  await sumSession.release();
}

async function callOverhead() {
  heading('a call: adding two numbers');
  const x = input('x', [1]);
  const outputs = { y: add(x, x) };
  const program = await compile(outputs, { threads: 1 });
  const data = Float32Array.of(1);
  const binding = program.bind({ x: data });
  const session = await ort.InferenceSession.create(writeOnnx(outputs), {
    ...javascriptOptions(),
    intraOpNumThreads: 1,
  });
  const tensor = new ort.Tensor('float32', data, [1]);
  const times = 2000;
  const many = (run) => async () => {
    for (let i = 0; i < times; i += 1) await run();
  };
  await compare(
    {
      'JavaScript binding': many(() => session.run({ x: tensor })),
      'koffi, a bound program': many(() => binding.run()),
      'koffi, feeding numbers': many(() => program.run({ x: 1 })),
    },
    times,
  );
  const api = ortApi();
  const options = api.create('CreateRunOptions');
  const calls = 100_000;
  const perCall = await timed(() => {
    for (let i = 0; i < calls; i += 1) api.call('RunOptionsUnsetTerminate', options);
  });
  report('one call through koffi', [perCall / calls]);
  api.call('ReleaseRunOptions', options);
  program.dispose();
  await session.release();
}

/** Parameters and their momenta change places: a binding for each order of the buffers is made once. */
async function rebinding() {
  heading('320 parameters in, 320 out');
  const parameters = Array.from({ length: 320 }, (_, i) => input(`p${i}`, [64, 64]));
  const outputs = Object.fromEntries(parameters.map((p, i) => [`n${i}`, add(p, p)]));
  const program = await compile(outputs, { threads: 1 });
  const buffers = [0, 1].map(() => parameters.map(() => new Float32Array(new SharedArrayBuffer(4 * 64 * 64))));
  const places = (from, to) =>
    Object.fromEntries(
      parameters.flatMap((_, i) => [
        [`p${i}`, buffers[from][i]],
        [`n${i}`, buffers[to][i]],
      ]),
    );
  const made = [];
  for (let i = 0; i < rounds; i += 1) {
    let binding;
    made.push(
      await timed(() => {
        binding = program.bind(places(0, 1));
      }),
    );
    binding.dispose();
  }
  report('making a binding, once per order', made);
  const [even, odd] = [program.bind(places(0, 1)), program.bind(places(1, 0))];
  const turns = [];
  for (let i = 0; i < 50; i += 1) turns.push(await timed(() => (i % 2 === 0 ? even : odd).run()));
  report('a run, changing places each time', turns);
  program.dispose();
}

/** Peak memory of two segments with large inner values; each way in a process of its own. */
async function memory() {
  heading('peak memory of two segments, 16 inner values of 8.4 MB each');
  const child = join(dirname(fileURLToPath(import.meta.url)), 'peak-memory', 'run.js');
  for (const way of ['as ONNX Runtime has it', 'as Keel has it']) {
    const { stdout, stderr, status } = spawnSync(process.execPath, [child, way], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    console.log(`  ${way.padEnd(36)} ${stdout.trim()}`);
  }
}

async function compare(sides, per = 1) {
  const times = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, run] of Object.entries(sides)) {
      const time = (await timed(run)) / per;
      // The first round warms up.
      if (round > 0) times[name].push(time);
    }
  }
  const [[first, baseline], ...others] = Object.entries(times);
  report(first, baseline);
  for (const [name, own] of others) report(name, own, Math.min(...baseline) / Math.min(...own));
}

function report(name, times, ratio) {
  const sorted = times.toSorted((a, b) => a - b);
  const median = sorted[sorted.length >> 1];
  const least = `${time(sorted[0])} least, ${time(median)} median`;
  console.log(`  ${name.padEnd(36)} ${least}${ratio === undefined ? '' : `   ${ratio.toFixed(2)} × as fast`}`);
}

function time(milliseconds) {
  if (milliseconds >= 1) return `${milliseconds.toFixed(1).padStart(8)} ms`;
  return `${(milliseconds * 1000).toFixed(2).padStart(8)} µs`;
}

async function timed(run) {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function heading(text) {
  console.log(`\n${text}`);
}

function filled(count, seed) {
  return Float64Array.from({ length: count }, (_, i) => ((i * 7919 + seed) % 1009) / 1009);
}

function javascriptOptions() {
  return { intraOpNumThreads: threads, graphOptimizationLevel: 'extended', logSeverityLevel: 4 };
}
