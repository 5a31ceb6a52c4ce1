export { boundsOf, dangersOf, type LocatedDanger } from './bounds.js';
export { cutGraph, nameOf, type Part } from './cut.js';
export { evaluate, tensor } from './evaluate.js';
export { gradient } from './gradient.js';
export * from './kernels/index.js';
export type { OnnxAttribute, OnnxEmitter } from './onnx/emitter.js';
export { type ReadGraph, type ReadOptions, readOnnx } from './onnx/read.js';
export { type WriteOptions, writeOnnx } from './onnx/write.js';
export * from './ops/index.js';
export { foldNorms } from './optimise/fold-norms.js';
export { type OptimiseOptions, optimise } from './optimise/optimise.js';
export { blockSize } from './runtime/block-size.js';
export {
  type Buffers,
  copyOf,
  type Memory,
  sharedBuffers,
  type WebAssemblyMemory,
  webAssemblyBuffers,
} from './runtime/buffers.js';
export type { Feed } from './runtime/feeds.js';
export type { Step } from './runtime/partition.js';
export { type ProfileEntry, type ProfileOptions, profile } from './runtime/profile.js';
export { type CompileOptions, compile, type Program } from './runtime/program.js';
export type { Feeds, Places, ProgramBinding, Results, RunOptions } from './runtime/program-binding.js';
export type { ExecutionProvider, SessionOptions } from './runtime/session-options.js';
export * from './safe/index.js';
export { atScope, currentScope, scope } from './scope.js';
// Training.
export * from './training/index.js';
export type {
  Danger,
  DType,
  GraphNode,
  HostArray,
  HostKernel,
  HostTensor,
  Interval,
  Op,
  ReferenceTensor,
  Shape,
  TensorType,
  Value,
} from './types.js';
export { apply, applyAll, nodesOf, sizeOf } from './value.js';
