// Keel's side of ../run.js: answers `step` with the seconds of one step by the clock and of the processor, `memory` with
// the peak in MB, and `profile` with lines that say where the time goes. Arguments: size, batch, threads, [plain].
import { createInterface } from 'node:readline';
import { compileSources } from '../../compile.js';

const [size, batch, threads] = process.argv.slice(2, 5).map(Number);
const isPlain = process.argv[5] === 'plain';

const load = compileSources({ again: false });
const { add, blockSize, compile, constant, gradient, input, multiply, optimise, profile, reduceSum, scope, square } =
  await load('graph/index.js');
const { ortApi } = await load('graph/runtime/ort-api.js');
const { fpn, Parameters, resNet } = await load('nn/index.js');

const parameters = new Parameters();
const images = input('images', [batch, 3, size, size]);
const stages = scope('backbone', () => resNet(parameters, images, { depth: 50, frozenStages: 1 }));
const levels = scope('neck', () => fpn(parameters, stages, { outputs: 5 }));
const loss = multiply(levels.map((level) => reduceSum(square(level))).reduce(add), constant(1e-6));
const gradients = gradient(
  loss,
  parameters.trained.map(({ value }) => value),
);
const outputs = { loss, ...Object.fromEntries(gradients.map((value, index) => [`gradient${index}`, value])) };
const values = Object.values(outputs);
const fast = isPlain ? values : optimise(values, { block: await blockSize() });
const program = await compile(Object.fromEntries(Object.keys(outputs).map((name, index) => [name, fast[index]])), {
  threads,
});

// Inputs lie in place, as in training.
let seed = 1;
const places = Object.fromEntries(
  Object.entries(program.inputs).map(([name, { shape }]) => [name, filled(shape, rangeOf(name, shape))]),
);
const binding = program.bind(places);

const answers = {
  async step() {
    const [processor, start] = [process.cpuUsage(), performance.now()];
    await binding.run();
    const clock = performance.now() - start;
    const { user, system } = process.cpuUsage(processor);
    return `${clock / 1e3} ${(user + system) / 1e6}`;
  },
  memory: () => process.resourceUsage().maxRSS / 1024,
  async profile() {
    const entries = await profile(program, {}, { runs: 3, places });
    const total = entries.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    const kinds = new Map();
    for (const { name, type, milliseconds } of entries) {
      const kind = `${/\/([a-z0-9-]+)#\d+/.exec(name)?.[1] ?? 'fused'}: ${type}`;
      kinds.set(kind, (kinds.get(kind) ?? 0) + milliseconds);
    }
    const lines = [...kinds].sort((a, b) => b[1] - a[1]).filter(([, milliseconds]) => milliseconds > total / 200);
    return JSON.stringify(
      lines.map(([kind, milliseconds]) => `${((100 * milliseconds) / total).toFixed(1).padStart(5)} %  ${kind}`),
    );
  },
};

console.log(`ONNX Runtime ${ortApi().version}`);
for await (const line of createInterface({ input: process.stdin })) console.log(await answers[line]());

/** Weights that keep the scale of activations and gradients, and norms that change nothing. */
function rangeOf(name, shape) {
  if (name === 'images') return [-1.7, 1.7];
  if (shape.length === 1) return /\.(bias|running_mean)$/.test(name) ? [0, 0] : [1, 1];
  const bound = (name.startsWith('neck') ? 0.7 : 1.05) * Math.sqrt(3 / (shape[1] * shape[2] * shape[3]));
  return [-bound, bound];
}

function filled(shape, [from, to]) {
  const count = shape.reduce((product, dimension) => product * dimension, 1);
  const data = new Float32Array(new SharedArrayBuffer(4 * count));
  for (let index = 0; index < count; index += 1) {
    seed = (seed * 48271) % 2147483647;
    data[index] = from + ((to - from) * seed) / 2147483647;
  }
  return data;
}
