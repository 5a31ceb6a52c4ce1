// What clipping and the gate cost in a training step of ResNet-50 with FPN (26.8 million parameters; stem and first stage
// frozen; SGD with momentum and weight decay), and what the kept states cost, in one run:
//
//   node bench/graph/step/run.js [--size 512] [--batch 2] [--threads 2] [--rounds 6] [--optimiser sgd|adamw]
//
// Compiles src itself. Two programs take turns: the whole step, and the same step without norm, clipping and gate; their
// times are the least of all rounds. A difference of a hundredth is hard to see by the clock of a busy machine: the shares
// of the step's parts come from ONNX Runtime's profile of the whole step, where all of them suffer alike.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { compileSources } from '../compile.js';

const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '512' },
    batch: { type: 'string', default: '2' },
    threads: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '6' },
    optimiser: { type: 'string', default: 'sgd' },
  },
});
const [size, batch, threads, rounds] = ['size', 'batch', 'threads', 'rounds'].map((name) => Number(options[name]));

const load = compileSources();
const {
  adamW,
  add,
  blockSize,
  compile,
  compileStep,
  constant,
  input,
  multiply,
  optimise,
  profile,
  reduceSum,
  scope,
  sgd,
  square,
} = await load('graph/index.js');
const { stepGraph } = await load('graph/training/step-graph.js');
const { compilePrograms } = await load('graph/training/step-programs.js');
const { ortApi } = await load('graph/runtime/ort-api.js');
const { fpn, Parameters, resNet } = await load('nn/index.js');

const optimiser = options.optimiser === 'adamw' ? adamW() : sgd({ momentum: 0.9, weightDecay: 1e-4 });
const learningRate = options.optimiser === 'adamw' ? 1e-4 : 0.005;

const parameters = new Parameters();
const images = input('images', [batch, 3, size, size]);
const stages = scope('backbone', () => resNet(parameters, images, { depth: 50, frozenStages: 1 }));
const levels = scope('neck', () => fpn(parameters, stages, { outputs: 5 }));
const loss = scope('loss', () => multiply(levels.map((level) => reduceSum(square(level))).reduce(add), constant(1e-7)));
const trained = parameters.trained.map(({ value }) => value);
const fixed = parameters.all.filter((parameter) => !parameter.trained).map(({ value }) => value);
const values = parameters.initialise(1);
const pixels = new Float32Array(batch * 3 * size * size).map((_, index) => Math.sin(index * 0.7) * 1.7);

console.log(
  `${cpus()[0].model}, ${cpus().length} cores, ${threads} threads; Node ${process.version}, ONNX Runtime ${ortApi().version}`,
);
console.log(`ResNet-50-FPN, ${batch} x 3 x ${size} x ${size}, ${options.optimiser}, ${trained.length} trained tensors`);

await costOfTheGate();
await costOfStates();

async function costOfTheGate() {
  const graph = stepGraph({ loss, parameters: trained, optimiser });
  const { batch: forward, unclipped, clipped } = await compilePrograms(graph, {}, { threads });
  const bare = await withoutGate();
  const places = placesOf(graph);
  const numbers = { learningRate, ...optimiser.numbers(0) };
  const bind = (program) => program.bind(within(program, places));
  const [toGradients, toUpdate, toBoth] = [forward, unclipped, bare].map(bind);
  const sides = {
    'the whole step': async () => {
      await toGradients.run({ images: pixels });
      await toUpdate.run({ ...numbers, [graph.batch.accepted.name]: [1] });
    },
    'without norm, clipping and gate': () => toBoth.run({ images: pixels, ...numbers }),
  };
  const times = Object.fromEntries(Object.keys(sides).map((name) => [name, { clock: [], processor: [] }]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, run] of Object.entries(sides)) {
      const [usage, start] = [process.cpuUsage(), performance.now()];
      await run();
      const clock = performance.now() - start;
      const { user, system } = process.cpuUsage(usage);
      // The first round warms up.
      if (round > 0) times[name].clock.push(clock);
      if (round > 0) times[name].processor.push((user + system) / 1e3);
    }
  }
  for (const [name, { clock, processor }] of Object.entries(times)) {
    console.log(`${name.padEnd(34)} ${least(clock)} ms by the clock, ${least(processor)} ms of the processor`);
  }
  const [whole, without] = Object.values(times);
  const more = (key) => `${(100 * (Math.min(...whole[key]) / Math.min(...without[key]) - 1)).toFixed(1)} %`;
  console.log(`more with them: ${more('clock')} by the clock, ${more('processor')} of the processor`);

  const feeds = { images: pixels, ...numbers, [graph.batch.accepted.name]: [1], [graph.batch.clipFactor.name]: 0.5 };
  const profiled = (program) => profile(program, within(program, feeds), { runs: 5, places: within(program, places) });
  const [ofBatch, ofUpdate, ofClipped] = [await profiled(forward), await profiled(unclipped), await profiled(clipped)];
  const timeOf = (entries, part = /./) =>
    entries.filter(({ name }) => part.test(name)).reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const total = timeOf(ofBatch) + timeOf(ofUpdate);
  const inGate = timeOf(ofUpdate, /^step\.unclipped\.gate/);
  const norm = timeOf(ofBatch, /^step\.norm/);
  const gate = timeOf(ofBatch, /^step\.(gate|clip)/) + inGate;
  const clipping = Math.max(0, timeOf(ofClipped) - timeOf(ofUpdate));
  const share = (milliseconds) =>
    `${milliseconds.toFixed(1).padStart(6)} ms ${((100 * milliseconds) / total).toFixed(2)} %`;
  console.log('\nin the whole step, by ONNX Runtime’s profile:');
  console.log(`  forward and backward           ${share(timeOf(ofBatch) - norm - gate + inGate)}`);
  console.log(`  update                         ${share(timeOf(ofUpdate) - inGate)}`);
  console.log(`  norm                           ${share(norm)}`);
  console.log(`  gate                           ${share(gate)}`);
  console.log(`  clipping, if the norm is large ${share(clipping)}`);
  console.log(`norm, gate and clipping together ${share(norm + gate + clipping)}`);
  for (const program of [forward, unclipped, clipped, bare]) program.dispose();
}

/** The step that nothing guards: what is not an output is not computed. */
async function withoutGate() {
  const { batch, unclipped } = stepGraph({ loss, parameters: trained, optimiser });
  const next = unclipped.state.map((carried) => [`next.${carried.name}`, carried.next]);
  const outputs = { loss: batch.loss, ...Object.fromEntries(next) };
  const fast = optimise(Object.values(outputs), { block: await blockSize() });
  return compile(Object.fromEntries(Object.keys(outputs).map((name, index) => [name, fast[index]])), { threads });
}

/** Memory for parameters, state and gradients, by the names of inputs and outputs. */
function placesOf({ unclipped: { state }, gradients }) {
  const shared = (length, data = []) => {
    const memory = new Float32Array(new SharedArrayBuffer(4 * length));
    memory.set(data);
    return memory;
  };
  return Object.fromEntries([
    ...[...values].map(([name, data]) => [name, shared(data.length, data)]),
    ...state.filter(({ name }) => !values.has(name)).map(({ name, size: length }) => [name, shared(length)]),
    ...state.map(({ name, size: length }) => [`next.${name}`, shared(length)]),
    ...gradients.flatMap(({ name, size: length, total }) => {
      const memory = shared(length);
      return [
        [`next.${name}`, memory],
        [total.name, memory],
      ];
    }),
  ]);
}

function within({ inputs, outputs }, places) {
  return Object.fromEntries(Object.entries(places).filter(([name]) => name in inputs || name in outputs));
}

async function costOfStates() {
  console.log('\nmemory of the kept states:');
  for (const keep of [1, 2, 3]) {
    let bytes = 0;
    const buffers = {
      allocate(byteLength) {
        bytes += byteLength;
        return { buffer: new SharedArrayBuffer(byteLength), byteOffset: 0, byteLength };
      },
      free() {},
    };
    const step = await compileStep({ loss, parameters: trained, fixed, values, optimiser, threads, keep, buffers });
    const [{ tensors }] = step.states();
    const state = [...tensors.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
    console.log(
      `  K = ${keep}: ${keep + 1} slots of ${(state / 1e6).toFixed(0)} MB = ${(((keep + 1) * state) / 1e6).toFixed(0)} MB; ` +
        `all bound memory ${(bytes / 1e6).toFixed(0)} MB`,
    );
    if (keep === 2) {
      for (let update = 0; update < 3; update += 1) await step.run({ images: pixels }, { learningRate });
      const settled = { rss: process.memoryUsage.rss(), bytes };
      for (let update = 0; update < 4; update += 1) await step.run({ images: pixels }, { learningRate });
      const grown = (process.memoryUsage.rss() - settled.rss) / 1e6;
      const start = performance.now();
      step.rollback(1);
      console.log(
        `    four more updates: ${((bytes - settled.bytes) / 1e6).toFixed(0)} MB of buffers more, ` +
          `${grown.toFixed(0)} MB of the process more; a rollback takes ${(1000 * (performance.now() - start)).toFixed(0)} µs`,
      );
    }
    step.dispose();
  }
}

function least(times) {
  return Math.min(...times)
    .toFixed(0)
    .padStart(6);
}
