// What the passes of `optimise` save, in one run on the same numbers:
//
//   node bench/graph/optimise/run.js [image size] [rounds]
//
// Compiles src itself. Everything runs on one thread, in turns, and counts processor time, of which a busy machine takes
// less away than of the clock; the least of all rounds is reported. Ratios are to the graph as it was written.
import { cpus } from 'node:os';
import { compileSources } from '../compile.js';

const size = Number(process.argv[2] ?? 256);
const rounds = Number(process.argv[3] ?? 5);
const images = 2;

const load = compileSources();
const graph = await load('graph/index.js');
const { fpn, Parameters, resNet } = await load('nn/index.js');
const { blockLayout } = await load('graph/optimise/block-layout.js');
const { fuseConvolutions } = await load('graph/optimise/fuse-convolutions.js');
const { layOutWeightGradients } = await load('graph/optimise/lay-out-weight-gradients.js');
const { winograd } = await load('graph/optimise/winograd.js');
const { add, blockSize, compile, constant, conv2d, foldNorms, gradient, input, multiply, nodesOf, optimise } = graph;
const { reduceSum, relu, scope, square } = graph;

const block = await blockSize();
console.log(`${cpus()[0].model}, Node ${process.version}, blocks of ${block ?? 'no'} channels, one thread`);
await network();
await norms();
await convolutions();

/** ResNet-50 and FPN, forward and backward, stem and first stage frozen. */
async function network() {
  console.log(`\nResNet-50 and FPN, forward and backward, ${images} × 3 × ${size} × ${size}`);
  const parameters = new Parameters();
  const x = input('images', [images, 3, size, size]);
  const stages = scope('backbone', () => resNet(parameters, x, { depth: 50, frozenStages: 1 }));
  const levels = scope('neck', () => fpn(parameters, stages, { outputs: 5 }));
  const loss = multiply(levels.map((level) => reduceSum(square(level))).reduce(add), constant(1e-6));
  const trained = parameters.trained.map(({ value }) => value);
  const written = [loss, ...gradient(loss, trained)];
  const simple = optimise(written);
  await compare({
    'as it was written': written,
    'constants, common parts, identities': simple,
    '+ weight gradients as convolutions': layOutWeightGradients(simple),
    ...(block && { '+ images in blocks': fuseConvolutions(optimise(blockLayout(simple, block))) }),
    'all without blocks (optimise, processor)': optimise(written, { processor: true }),
    ...(block && { 'all (optimise, block)': optimise(written, { block }) }),
  });
}

/** Convolutions with norms of their own, 1 × 1 as most of ResNet-50's. */
async function norms() {
  const side = size / 4;
  console.log(
    `\nfour 1 × 1 convolutions, 64 and 256 channels, with frozen norms, forward and backward, ${side} × ${side} pixels`,
  );
  const trained = [];
  const train = (shape) => {
    trained.push(input(`p${trained.length}`, shape));
    return trained[trained.length - 1];
  };
  let y = input('x', [images, 256, side, side]);
  for (const [filters, channels] of [
    [64, 256],
    [256, 64],
    [64, 256],
    [256, 64],
  ]) {
    const conv = conv2d(y, train([filters, channels, 1, 1]));
    y = relu(add(multiply(conv, train([filters, 1, 1])), train([filters, 1, 1])));
  }
  const step = ([result]) => {
    const loss = reduceSum(square(result));
    return [loss, ...gradient(loss, trained)];
  };
  await compare({ 'as they were written': step([y]), 'norms folded': step(foldNorms([y])) });
}

/** The shapes of ResNet-50, operation by operation. */
async function convolutions() {
  const shapes = [
    [256, 128, 1, 1, size / 4],
    [512, 128, 1, 1, size / 8],
    [1024, 256, 1, 1, size / 16],
    [512, 2048, 1, 1, size / 32],
    [128, 128, 3, 1, size / 8],
    [256, 256, 3, 1, size / 16],
    [512, 512, 3, 1, size / 32],
    [256, 256, 3, 1, size / 4],
    [128, 128, 3, 2, size / 4],
    [512, 512, 3, 2, size / 16],
    [512, 1024, 1, 2, size / 8],
  ];
  for (const [channels, filters, kernel, stride, side] of shapes) {
    console.log(
      `\n${kernel} × ${kernel}, stride ${stride}, ${channels} to ${filters} channels, ${side} × ${side} pixels`,
    );
    const x = input('x', [images, channels, side, side]);
    const weight = input('weight', [filters, channels, kernel, kernel]);
    const y = conv2d(x, weight, { stride, padding: (kernel - 1) / 2 });
    const slope = input('slope', y.shape);
    const loss = reduceSum(multiply(y, slope));
    const [toImage, toWeight] = gradient(loss, [x, weight]);
    // Each result is summed, so that what is timed ends where a network would go on.
    for (const [name, value] of Object.entries({ result: y, 'image gradient': toImage, 'weight gradient': toWeight })) {
      const written = optimise([value]);
      const fast = optimise(winograd(written));
      await compare(
        {
          plain: written,
          // Laid out in blocks where its images are; with conversions it would be timed for what it never does.
          ...(name === 'weight gradient' && { 'as convolution': layOutWeightGradients(written) }),
          ...(fast[0] !== written[0] && { Winograd: fast }),
          ...(block &&
            name !== 'weight gradient' && { 'in blocks, with conversions': optimise(blockLayout(written, block, 0)) }),
        },
        name,
      );
    }
  }
}

/** Runs variants of a graph in turns, and prints how long each takes beside the first, and how far it is from it. */
async function compare(variants, title) {
  if (title !== undefined) console.log(` ${title}`);
  const programs = [];
  for (const [name, outputs] of Object.entries(variants)) {
    const named = Object.fromEntries(outputs.map((value, index) => [`value${index}`, value]));
    const program = await compile(named, { threads: 1 });
    programs.push({ name, program, nodes: nodesOf(outputs).length, ms: Infinity, results: [] });
  }
  for (let round = 0; round <= rounds; round += 1) {
    for (const side of programs) {
      const feeds = feedsOf(side.program);
      const start = process.cpuUsage();
      const results = await side.program.run(feeds);
      const { user, system } = process.cpuUsage(start);
      if (round === 0) side.results = Object.values(results).map(({ data }) => Float32Array.from(data));
      else side.ms = Math.min(side.ms, (user + system) / 1000);
    }
  }
  for (const { name, program, nodes, ms, results } of programs) {
    const ratio = (ms / programs[0].ms).toFixed(2);
    const off = furthest(results, programs[0].results).toExponential(0);
    console.log(
      `  ${name.padEnd(42)} ${ms.toFixed(1).padStart(8)} ms  ${ratio} ×  ${`${nodes}`.padStart(5)} nodes  off by ${off}`,
    );
    program.dispose();
  }
}

/** Numbers for every input, of the size that weights and images have in a network. */
function feedsOf({ inputs }) {
  const feeds = Object.entries(inputs).map(([name, { shape }]) => {
    const count = shape.reduce((product, dimension) => product * dimension, 1);
    const isScale = name.endsWith('running_var') || (shape.length !== 4 && name.endsWith('weight'));
    const scale = shape.length === 4 && !/^(images|x|slope)$/.test(name) ? Math.sqrt((3 * shape[0]) / count) : 0.2;
    let state = 1;
    return [
      name,
      Float32Array.from({ length: count }, () => {
        state = (state * 48271) % 2147483647;
        return (isScale ? 1 : 0) + scale * (state / 1073741823.5 - 1);
      }),
    ];
  });
  return Object.fromEntries(feeds);
}

/** Largest root mean square of a result's difference, relative to that of the result. */
function furthest(results, reference) {
  const norm = (data) => Math.sqrt(data.reduce((sum, element) => sum + element * element, 0));
  return Math.max(
    ...results.map(
      (data, index) => norm(data.map((element, at) => element - reference[index][at])) / norm(reference[index]),
    ),
  );
}
