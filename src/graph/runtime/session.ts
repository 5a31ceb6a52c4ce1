import { KeelError } from '../../foundation/errors.js';
import { elementTypes } from '../onnx/model.js';
import type { HostTensor } from '../types.js';
import { environment, processorMemory } from './environment.js';
import { dtypeOf } from './feeds.js';
import { Disposable, Handles, releaseUse } from './handles.js';
import { type Handle, type OrtApi, ortApi } from './ort-api.js';
import { type SessionOptions, sessionOptions } from './session-options.js';

/** Tensors by the names of a model's inputs or outputs. */
export type NamedTensors = Readonly<Record<string, HostTensor>>;

/** A model that ONNX Runtime has loaded. */
export class Session extends Disposable {
  readonly api: OrtApi;
  /** Whether ONNX Runtime copies inputs to a device, which it does when they are bound. */
  readonly copiesInputs: boolean;
  readonly #session: Handle;

  private constructor(api: OrtApi, session: Handle, copiesInputs: boolean) {
    super();
    this.api = api;
    this.copiesInputs = copiesInputs;
    this.#session = this.handles.native(api, 'ReleaseSession', session);
  }

  /**
   * Loads the bytes of a model, on another thread, since optimising a large graph takes a while.
   * Throws `runtime/failed`, `runtime/no-provider`, `runtime/provider-failed`.
   */
  static async create(model: Uint8Array, options: SessionOptions = {}): Promise<Session> {
    const api = ortApi();
    const handles = new Handles();
    try {
      const env = environment();
      const settings = sessionOptions(api, handles, options);
      const session = await api.createAsync('CreateSessionFromArray', env, model, model.byteLength, settings);
      return new Session(api, session, (options.provider ?? 'cpu') !== 'cpu');
    } catch (error) {
      if (!(error instanceof KeelError) || (options.provider ?? 'cpu') === 'cpu') throw error;
      if (error.code !== 'runtime/failed') throw error;
      const { provider } = options;
      throw new KeelError('runtime/provider-failed', { provider, message: error.values.message }, undefined, error);
    } finally {
      handles.release();
    }
  }

  /** Binds tensors to inputs and outputs. They must cover all of them and stay in place while the binding lives. */
  bind(inputs: NamedTensors, outputs: NamedTensors): SessionBinding {
    this.assertAlive();
    return new SessionBinding(this, this.#session, this.handles.share(), inputs, outputs);
  }

  /** Ends a profile that the option `profile` began, and returns the path of its file. */
  endProfile(): string {
    this.assertAlive();
    const allocator = this.api.create('GetAllocatorWithDefaultOptions');
    const path = this.api.create('SessionEndProfiling', this.#session, allocator);
    try {
      return this.api.text(path);
    } finally {
      this.api.call('AllocatorFree', allocator, path);
    }
  }
}

/** Tensors bound to a session. A run reads and writes them in place. */
export class SessionBinding extends Disposable {
  readonly #session: Session;
  readonly #sessionHandle: Handle;
  readonly #binding: Handle;
  readonly #runOptions: Handle;
  readonly #inputs: readonly (readonly [name: string, value: Handle])[];
  /** Keeps alive what ONNX Runtime holds addresses of. */
  readonly tensors: readonly HostTensor[];

  constructor(
    session: Session,
    sessionHandle: Handle,
    sessionHandles: Handles,
    inputs: NamedTensors,
    outputs: NamedTensors,
  ) {
    super();
    // Copies on a device belong to the session: it must outlive the binding.
    this.handles.add(sessionHandles, releaseUse);
    const { api } = session;
    this.#session = session;
    this.#sessionHandle = sessionHandle;
    this.tensors = [...Object.values(inputs), ...Object.values(outputs)];
    this.#runOptions = this.handles.native(api, 'ReleaseRunOptions', api.create('CreateRunOptions'));
    this.#binding = this.handles.native(api, 'ReleaseIoBinding', api.create('CreateIoBinding', sessionHandle));
    this.#inputs = Object.entries(inputs).map(([name, tensor]) => [name, tensorValue(api, this.handles, tensor)]);
    this.#bindInputs();
    for (const [name, tensor] of Object.entries(outputs)) {
      api.call('BindOutput', this.#binding, name, tensorValue(api, this.handles, tensor));
    }
  }

  /**
   * Runs the model on another thread; the event loop stays free. Throws `runtime/failed`, `runtime/disposed`, or the
   * signal's reason once ONNX Runtime has stopped.
   */
  async run(signal?: AbortSignal): Promise<void> {
    const { api } = this.#session;
    const stop = (): void => api.call('RunOptionsSetTerminate', this.#runOptions);
    signal?.throwIfAborted();
    signal?.addEventListener('abort', stop);
    try {
      if (this.#session.copiesInputs) {
        this.assertAlive();
        this.#bindInputs();
      }
      await this.use(() =>
        this.#session.use(() => api.callAsync('RunWithBinding', this.#sessionHandle, this.#runOptions, this.#binding)),
      );
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted) api.call('RunOptionsUnsetTerminate', this.#runOptions);
    }
  }

  #bindInputs(): void {
    const { api } = this.#session;
    for (const [name, value] of this.#inputs) api.call('BindInput', this.#binding, name, value);
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
  return handles.native(api, 'ReleaseValue', value);
}
