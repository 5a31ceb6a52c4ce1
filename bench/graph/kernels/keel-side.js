import { compileTo } from './compile.js';
import { bins, size, strides } from './scenes.js';

/** Keel's operations on a scene, by name; each returns a promise of its results. */
export async function keelTasks(scene, cache, threads) {
  const load = await compileTo(cache);
  const { compile, gradient, input, multiply, reduceSum } = await load('graph/index.js');
  const kernels = await load('graph/kernels/index.js');
  await kernels.setKernelThreads(threads);
  const options = { buffers: kernels.kernelBuffers, threads };

  const own = Object.fromEntries(Object.entries(scene).map(([name, tensor]) => [name, inPlace(tensor)]));
  const inputOf = (name) => input(name, scene[name].shape, name === 'levels' ? 'int64' : 'float32');
  const maps = strides.map((_, level) => inputOf(`map${level}`));
  const roi = kernels.rotatedRoIAlign(maps, inputOf('boxes'), {
    outputSize: bins,
    spatialScale: strides.map((stride) => 1 / stride),
    samplingRatio: 2,
    clockwise: true,
    levels: inputOf('levels'),
  }).features;
  const aligned = kernels.rotatedFeatureAlign(inputOf('features'), inputOf('places'), {
    spatialScale: 1 / 8,
    points: 5,
  }).features;

  const [x, offsets, weight] = ['features', 'offsets', 'weight'].map(inputOf);
  const { columns } = kernels.deformableColumns(x, offsets, { kernel: 3, padding: 1 });
  const convolved = kernels.deformableConvolution(x, offsets, weight, { padding: 1 }).features;
  const ownColumns = convolved.node.inputs[0].node.inputs[1];
  const loss = reduceSum(multiply(convolved, inputOf('gradient')));
  const forward = await compile({ convolved, columns: ownColumns }, options);
  const sampled = inPlace({ shape: ownColumns.shape, data: new Float32Array(size(ownColumns.shape)) });
  const bound = { columns: sampled, features: own.features, offsets: own.offsets, weight: own.weight };
  const run = forward.bind(bound);
  const back = await backward({});
  const backWithOffsets = await backward({ offsets });

  return {
    pool: hostOf(roi.node, [own.boxes, own.levels, ...strides.map((_, level) => own[`map${level}`])]),
    spread: hostOf(gradientNode(roi, 2), [own.pooledGradient, own.boxes, own.levels]),
    align: hostOf(aligned.node, [own.features, own.places]),
    align_back: hostOf(gradientNode(aligned, 0), [own.gradient, own.places]),
    columns: hostOf(columns.node, [own.features, own.offsets], [sampled]),
    columns_back: hostOf(gradientNode(columns, 0), [sampled, own.offsets]),
    convolve: async () => [(await run.run()).convolved.data],
    convolve_back: async () => Object.values(await back.run()).map(({ data }) => data),
    convolve_back_offsets: async () => Object.values(await backWithOffsets.run()).map(({ data }) => data),
    stop: kernels.stopKernelThreads,
  };

  /** Gradients of features and weight, and of offsets if given, from columns that the forward pass left. */
  async function backward(more) {
    const sources = { features: x, weight, ...more };
    const gradients = gradient(loss, Object.values(sources));
    const outputs = Object.fromEntries(Object.keys(sources).map((name, i) => [`to_${name}`, gradients[i]]));
    const program = await compile(outputs, { ...options, inputs: [ownColumns] });
    const places = Object.entries({ ...own, [ownColumns.name]: sampled });
    return program.bind(Object.fromEntries(places.filter(([name]) => name in program.inputs)));
  }

  /** A tensor in the kernels' memory. */
  function inPlace({ shape, data }) {
    const { buffer, byteOffset } = kernels.kernelBuffers.allocate(data.byteLength);
    const copy = new data.constructor(buffer, byteOffset, data.length);
    copy.set(data);
    return { shape, data: copy };
  }

  /** The host operation of a node, with memory for its results. */
  function hostOf(node, tensors, given = []) {
    const outputs = node.outputs.map(
      ({ dtype, shape }, i) =>
        given[i] ?? inPlace({ shape, data: new { float32: Float32Array, int64: BigInt64Array }[dtype](size(shape)) }),
    );
    return async () => {
      await node.op.host(tensors, outputs, node.attributes);
      return outputs.map(({ data }) => data);
    };
  }

  function gradientNode(value, of) {
    return value.node.op.gradient(value.node, [input('arriving', value.shape)])[of].node;
  }
}
