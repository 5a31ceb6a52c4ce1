import { elementTypes } from '../onnx/model.js';
import type { DType, HostTensor } from '../types.js';
import { environment, processorMemory } from './environment.js';
import { Disposable, Handles } from './handles.js';
import { type Handle, type OrtApi, ortApi } from './ort-api.js';
import { type SessionOptions, sessionOptions } from './session-options.js';

/** Tensors by the names of a model's inputs or outputs. */
export type NamedTensors = Readonly<Record<string, HostTensor>>;

/** A model that ONNX Runtime has loaded. */
export class Session extends Disposable {
  readonly api: OrtApi;
  readonly #session: Handle;

  private constructor(api: OrtApi, session: Handle) {
    super();
    this.api = api;
    this.#session = this.handles.add(session, (handle) => api.call('ReleaseSession', handle));
  }

  /**
   * Loads the bytes of a model, on another thread, since optimising a large graph takes a while.
   * Throws `runtime/failed`, `runtime/no-provider`, `runtime/provider-failed`.
   */
  static async create(model: Uint8Array, options: SessionOptions = {}): Promise<Session> {
    const api = ortApi();
    const handles = new Handles();
    try {
      const settings = sessionOptions(api, handles, options);
      const made = api.createAsync('CreateSessionFromArray', environment(), model, model.byteLength, settings);
      return new Session(api, await made);
    } finally {
      handles.release();
    }
  }

  /** Binds tensors to inputs and outputs. They must cover all of them and stay in place while the binding lives. */
  bind(inputs: NamedTensors, outputs: NamedTensors): SessionBinding {
    this.assertAlive();
    return new SessionBinding(this, this.#session, inputs, outputs);
  }
}

/** Buffers bound to a session. A run reads and writes them in place. */
export class SessionBinding extends Disposable {
  readonly #session: Session;
  readonly #sessionHandle: Handle;
  readonly #binding: Handle;
  /** What ONNX Runtime holds addresses of. */
  readonly bound: readonly HostTensor[];

  constructor(session: Session, sessionHandle: Handle, inputs: NamedTensors, outputs: NamedTensors) {
    super();
    const { api } = session;
    this.#session = session;
    this.#sessionHandle = sessionHandle;
    this.bound = [...Object.values(inputs), ...Object.values(outputs)];
    this.#binding = this.handles.add(api.create('CreateIoBinding', sessionHandle), (handle) =>
      api.call('ReleaseIoBinding', handle),
    );
    for (const [name, tensor] of Object.entries(inputs)) {
      api.call('BindInput', this.#binding, name, tensorValue(api, this.handles, tensor));
    }
    for (const [name, tensor] of Object.entries(outputs)) {
      api.call('BindOutput', this.#binding, name, tensorValue(api, this.handles, tensor));
    }
  }

  /** Runs the model on another thread; the event loop stays free. Throws `runtime/failed`, `runtime/disposed`. */
  run(): Promise<void> {
    return this.use(() =>
      this.#session.use(() => this.#session.api.callAsync('RunWithBinding', this.#sessionHandle, null, this.#binding)),
    );
  }
}

/** Stands in for the memory of an empty tensor, which has no address. */
const nothing = new Float32Array(new SharedArrayBuffer(8));

/** A tensor of ONNX Runtime's over the memory of a typed array. */
function tensorValue(api: OrtApi, handles: Handles, { shape, data }: HostTensor): Handle {
  // Reading `buffer` moves a small array out of V8's heap, where the collector could move it.
  const memory = data.buffer.byteLength === 0 || data.length === 0 ? nothing : data;
  const value = api.create(
    'CreateTensorWithDataAsOrtValue',
    processorMemory(),
    memory,
    data.byteLength,
    BigInt64Array.from(shape, BigInt),
    shape.length,
    elementTypes[dtypeOf(data)],
  );
  return handles.add(value, (handle) => api.call('ReleaseValue', handle));
}

/** The element type that a typed array holds. */
export function dtypeOf(data: HostTensor['data']): DType {
  if (data instanceof Float32Array) return 'float32';
  return data instanceof BigInt64Array ? 'int64' : 'bool';
}
