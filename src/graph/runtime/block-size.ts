import { KeelError } from '../../foundation/errors.js';
import { encodeModel, irVersion, opset, valueInfo } from '../onnx/model.js';
import { Session } from './session.js';

let found: Promise<number | undefined> | undefined;

/**
 * Channels in a block of ONNX Runtime's fast convolutions on this processor: 16 with AVX-512, 8 with AVX2; undefined
 * where it has none. Found by looking at how it lays out an image.
 */
export function blockSize(): Promise<number | undefined> {
  found ??= observe();
  return found;
}

async function observe(): Promise<number | undefined> {
  const shape = [1, 64, 1, 2];
  const domain = 'com.microsoft.nchwc';
  const reorder = { name: 'reorder', opType: 'ReorderInput', domain, input: ['x'], output: ['y'], attribute: [] };
  const model = encodeModel({
    irVersion,
    producerName: 'keel',
    producerVersion: '',
    opsetImport: [
      { domain: '', version: opset },
      { domain, version: 1 },
    ],
    graph: {
      name: 'block-size',
      node: [reorder],
      initializer: [],
      input: [valueInfo('x', { dtype: 'float32', shape })],
      output: [valueInfo('y', { dtype: 'float32', shape })],
    },
  });
  const x = { shape, data: Float32Array.from({ length: 128 }, (_, index) => index) };
  const y = { shape, data: new Float32Array(128) };
  try {
    const session = await Session.create(model, { threads: 1 });
    const binding = session.bind({ x }, { y });
    await binding.run();
    binding.dispose();
    session.dispose();
  } catch (error) {
    // A build without these kernels says that it has none.
    if (error instanceof KeelError && error.code === 'runtime/failed') return undefined;
    throw error;
  }
  // The second pixel of the first channel follows after the first pixels of the block's channels.
  const block = y.data.indexOf(1);
  return block > 1 ? block : undefined;
}
