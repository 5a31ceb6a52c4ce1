import { createRequire } from 'node:module';
import type { KoffiFunc, LibraryHandle } from 'koffi';
import { KeelError } from '../../foundation/errors.js';
import { findLibrary } from './library.js';

/** Version of the C API that is asked for; any ONNX Runtime from 1.22 on has it. */
const apiVersion = 22;

/**
 * The functions in use: place in the table of ONNX Runtime's C API (its order never changes; onnxruntime_c_api.h),
 * result (`status` for a pointer that is null on success), and parameters. `_Out_` comes last.
 */
const functions = {
  GetErrorMessage: [2, 'str', 'void *status'],
  CreateEnv: [3, 'status', 'int level, str name, _Out_ void **env'],
  CreateSessionFromArray: [8, 'status', 'void *env, void *model, size_t length, void *options, _Out_ void **session'],
  CreateSessionOptions: [10, 'status', '_Out_ void **options'],
  EnableProfiling: [14, 'status', 'void *options, void *prefix'],
  DisableMemPattern: [17, 'status', 'void *options'],
  DisableCpuMemArena: [19, 'status', 'void *options'],
  SetSessionGraphOptimizationLevel: [23, 'status', 'void *options, int level'],
  SetIntraOpNumThreads: [24, 'status', 'void *options, int threads'],
  CreateRunOptions: [39, 'status', '_Out_ void **options'],
  RunOptionsSetTerminate: [46, 'status', 'void *options'],
  RunOptionsUnsetTerminate: [47, 'status', 'void *options'],
  CreateTensorWithDataAsOrtValue: [
    49,
    'status',
    'void *memory, void *data, size_t bytes, int64_t *shape, size_t rank, int type, _Out_ void **value',
  ],
  CreateCpuMemoryInfo: [69, 'status', 'int allocator, int type, _Out_ void **memory'],
  AllocatorFree: [76, 'status', 'void *allocator, void *pointer'],
  GetAllocatorWithDefaultOptions: [78, 'status', '_Out_ void **allocator'],
  ReleaseStatus: [93, 'void', 'void *status'],
  ReleaseSession: [95, 'void', 'void *session'],
  ReleaseValue: [96, 'void', 'void *value'],
  ReleaseRunOptions: [97, 'void', 'void *options'],
  ReleaseSessionOptions: [100, 'void', 'void *options'],
  SessionEndProfiling: [110, 'status', 'void *session, void *allocator, _Out_ void **file'],
  GetAvailableProviders: [125, 'status', '_Out_ void **names, _Out_ int *count'],
  ReleaseAvailableProviders: [126, 'status', 'void *names, int count'],
  AddSessionConfigEntry: [130, 'status', 'void *options, str key, str value'],
  CreateAndRegisterAllocator: [144, 'status', 'void *env, void *memory, void *arena'],
  ReleaseArenaCfg: [157, 'void', 'void *arena'],
  CreateArenaCfgV2: [164, 'status', 'str *keys, size_t *values, size_t count, _Out_ void **arena'],
  RunWithBinding: [133, 'status', 'void *session, void *options, void *binding'],
  CreateIoBinding: [134, 'status', 'void *session, _Out_ void **binding'],
  ReleaseIoBinding: [135, 'void', 'void *binding'],
  BindInput: [136, 'status', 'void *binding, str name, void *value'],
  BindOutput: [137, 'status', 'void *binding, str name, void *value'],
  SessionOptionsAppendExecutionProvider_CUDA_V2: [204, 'status', 'void *options, void *cuda'],
  CreateCUDAProviderOptions: [205, 'status', '_Out_ void **cuda'],
  UpdateCUDAProviderOptions: [206, 'status', 'void *cuda, str *keys, str *values, size_t count'],
  ReleaseCUDAProviderOptions: [208, 'void', 'void *cuda'],
  SessionOptionsAppendExecutionProvider: [
    216,
    'status',
    'void *options, str provider, str *keys, str *values, size_t count',
  ],
  SetDeterministicCompute: [273, 'status', 'void *options, bool value'],
} as const;

export type OrtFunction = keyof typeof functions;

/** Address of an object of ONNX Runtime's. */
export type Handle = bigint;

type Native = KoffiFunc<(...values: unknown[]) => unknown>;

/** ONNX Runtime's C API. Failures become `runtime/failed` with ONNX Runtime's message and the name of our scope. */
export interface OrtApi {
  /** Version of the library, such as `1.30.0`. */
  readonly version: string;
  /** Calls a function that makes nothing. */
  call(name: OrtFunction, ...values: unknown[]): void;
  /** Calls a function whose last parameter receives what it makes. */
  create(name: OrtFunction, ...values: unknown[]): Handle;
  /** As `call`, on another thread. What is passed must stay alive and in place until it ends. */
  callAsync(name: OrtFunction, ...values: unknown[]): Promise<void>;
  /** As `create`, on another thread. */
  createAsync(name: OrtFunction, ...values: unknown[]): Promise<Handle>;
  /** Names of the execution providers that the library was built with. */
  availableProviders(): string[];
  /** The text at an address. */
  text(address: Handle): string;
}

let loaded: OrtApi | undefined;

/** koffi unloads a library whose object is collected, and every function of it would then lead nowhere. */
const libraries: LibraryHandle[] = [];

/** ONNX Runtime's C API; the library is loaded at the first call. Throws what `findLibrary` and `load` do. */
export function ortApi(): OrtApi {
  loaded ??= load(findLibrary());
  return loaded;
}

/** What threads of the system have; koffi gives calls in the background 128 KiB, which WebGPU overruns. */
const stackBytes = 8 * 2 ** 20;

let koffiModule: typeof import('koffi') | undefined;

/** koffi, with settings that it refuses to change once a library is loaded. */
function loadKoffi(): typeof import('koffi') {
  if (koffiModule === undefined) {
    koffiModule = createRequire(import.meta.url)('koffi') as typeof import('koffi');
    koffiModule.config({ sync_stack_size: stackBytes, async_stack_size: stackBytes });
  }
  return koffiModule;
}

/** Loads ONNX Runtime's library from a file. Throws `runtime/unusable-library`, `runtime/old-library`. */
export function load(file: string): OrtApi {
  const koffi = loadKoffi();
  const pointer = koffi.sizeof('void *');
  const { getVersion, table } = openTable();
  const natives = new Map<OrtFunction, Native>();

  return {
    version: getVersion,
    call(name, ...values) {
      check(native(name)(...values));
    },
    create(name, ...values) {
      const made: [Handle | null] = [null];
      check(native(name)(...values, made));
      return made[0] as Handle;
    },
    async callAsync(name, ...values) {
      check(await inBackground(name, values));
    },
    async createAsync(name, ...values) {
      const made: [Handle | null] = [null];
      check(await inBackground(name, [...values, made]));
      return made[0] as Handle;
    },
    availableProviders() {
      const names: [Handle | null] = [null];
      const count = [0];
      check(native('GetAvailableProviders')(names, count));
      const list = koffi.decode(names[0], koffi.array('str', count[0])) as string[];
      check(native('ReleaseAvailableProviders')(names[0], count[0]));
      return list;
    },
    text: (address) => koffi.decode.string(address),
  };

  function openTable(): { getVersion: string; table: Handle } {
    let base: { GetApi: Handle; GetVersionString: Handle };
    try {
      const library = koffi.load(file);
      libraries.push(library);
      const getBase = library.func('OrtGetApiBase', 'void *', []);
      base = koffi.decode(getBase(), koffi.struct({ GetApi: 'void *', GetVersionString: 'void *' }));
    } catch (error) {
      throw new KeelError('runtime/unusable-library', { file, reason: String(error) }, undefined, error);
    }
    const version = koffi.call(base.GetVersionString, koffi.proto('str', [])) as string;
    const api = koffi.call(base.GetApi, koffi.proto('void *', ['uint32_t']), apiVersion) as Handle | null;
    const [major, minor] = version.split('.').map(Number);
    if (major !== 1 || minor < apiVersion || api === null) {
      throw new KeelError('runtime/old-library', { file, version, needed: `1.${apiVersion}` });
    }
    return { getVersion: version, table: api };
  }

  function native(name: OrtFunction): Native {
    let found = natives.get(name);
    if (found === undefined) {
      const [index, result, parameters] = functions[name];
      const type = koffi.proto(`${result === 'status' ? 'void *' : result} ${name}(${parameters})`);
      found = koffi.decode(koffi.decode(table, index * pointer, 'void *'), type) as Native;
      natives.set(name, found);
    }
    return found;
  }

  function inBackground(name: OrtFunction, values: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      native(name).async(...values, (error: unknown, result: unknown) => (error ? reject(error) : resolve(result)));
    });
  }

  /** Throws what a status says; functions without a status give undefined. */
  function check(status: unknown): void {
    if (status === null || status === undefined) return;
    const message = (native('GetErrorMessage')(status) as string).trim();
    native('ReleaseStatus')(status);
    throw new KeelError('runtime/failed', { place: placeIn(message), message });
  }
}

/** The node that a message of ONNX Runtime's speaks of, or `none`; our nodes are named after their scope. */
function placeIn(message: string): string {
  return /Name:'([^']+)'|\bNode ?\(([^)]+)\)|In Node, \("([^"]+)"/.exec(message)?.slice(1).find(Boolean) ?? 'none';
}
