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
  const { updating: whole } = await compilePrograms(graph, {}, { threads });
  const bare = await withoutGate();
  const places = placesOf(graph);
  const sides = { 'the whole step': side(whole, places), 'without norm, clipping and gate': side(bare, places) };
  const numbers = { learningRate, ...optimiser.numbers(0) };
  for (let round = 0; round <= rounds; round += 1) {
    for (const { binding, clock, processor } of Object.values(sides)) {
      const [usage, start] = [process.cpuUsage(), performance.now()];
      await binding.run({ images: pixels, ...numbers });
      const { user, system } = process.cpuUsage(usage);
      // The first round warms up.
      if (round > 0) clock.push(performance.now() - start);
      if (round > 0) processor.push((user + system) / 1e3);
    }
  }
  for (const [name, { clock, processor }] of Object.entries(sides)) {
    console.log(`${name.padEnd(34)} ${least(clock)} ms by the clock, ${least(processor)} ms of the processor`);
  }
  const [one, other] = Object.values(sides);
  const more = (key) => `${(100 * (Math.min(...one[key]) / Math.min(...other[key]) - 1)).toFixed(1)} %`;
  console.log(`more with them: ${more('clock')} by the clock, ${more('processor')} of the processor`);
  const { loss: value, gradientNorm, applied } = await one.binding.run({ images: pixels, ...numbers });
  console.log(
    `loss ${value.data[0].toFixed(3)}, gradient norm ${gradientNorm.data[0].toFixed(2)}, applied ${applied.data[0]}`,
  );

  const entries = await profile(whole, { images: pixels, ...numbers }, { runs: 3, places: within(whole, places) });
  const total = entries.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  console.log('\nshares of the whole step, by ONNX Runtime’s profile:');
  const shareOf = (prefix) => {
    const inside = entries.filter(({ name }) => name.startsWith(`${prefix}.`) || name.startsWith(`${prefix}/`));
    const milliseconds = inside.reduce((sum, entry) => sum + entry.milliseconds, 0);
    console.log(
      `  ${prefix.padEnd(12)} ${((100 * milliseconds) / total).toFixed(2).padStart(6)} %  ${inside.length} nodes`,
    );
    return milliseconds / total;
  };
  const cost = ['step.norm', 'step.clip', 'step.gate'].map(shareOf).reduce((a, b) => a + b);
  shareOf('step.update');
  console.log(`norm, clipping and gate together: ${(100 * cost).toFixed(2)} % of the step`);
  for (const program of [whole, bare]) program.dispose();
}

/** The step that nothing guards: what is not an output is not computed. */
async function withoutGate() {
  const graph = stepGraph({ loss, parameters: trained, optimiser, maxNorm: Number.POSITIVE_INFINITY });
  const outputs = {
    loss: graph.batch.loss,
    ...Object.fromEntries(graph.state.map(({ name, next }) => [`next.${name}`, next])),
  };
  const fast = optimise(Object.values(outputs), { block: await blockSize() });
  return compile(Object.fromEntries(Object.keys(outputs).map((name, index) => [name, fast[index]])), { threads });
}

function side(program, places) {
  return { binding: program.bind(within(program, places)), clock: [], processor: [] };
}

function placesOf({ state }) {
  const shared = (data) => {
    const copy = new Float32Array(new SharedArrayBuffer(4 * data.length));
    copy.set(data);
    return copy;
  };
  return Object.fromEntries([
    ...[...values].map(([name, data]) => [name, shared(data)]),
    ...state
      .filter(({ name }) => !values.has(name))
      .map(({ name, size: length }) => [name, shared(new Float32Array(length))]),
    ...state.map(({ name, size: length }) => [`next.${name}`, shared(new Float32Array(length))]),
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
