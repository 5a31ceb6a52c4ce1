export { evaluate, tensor } from './evaluate.js';
export { gradient } from './gradient.js';
export { type WriteOptions, writeOnnx } from './onnx/write.js';
export { broadcastTo } from './ops/broadcast-to.js';
export { constant } from './ops/constant.js';
export { copy } from './ops/copy.js';
export { input } from './ops/input.js';
export {
  type Buffers,
  type Memory,
  sharedBuffers,
  type WebAssemblyMemory,
  webAssemblyBuffers,
} from './runtime/buffers.js';
export { type CompileOptions, compile, Program } from './runtime/program.js';
export { type Feeds, type Places, ProgramBinding, type Results, type RunOptions } from './runtime/program-binding.js';
export type { ExecutionProvider, SessionOptions } from './runtime/session-options.js';
export { currentScope, scope } from './scope.js';
export type { DType, HostArray, HostKernel, HostTensor, ReferenceTensor, Shape, TensorType, Value } from './types.js';
