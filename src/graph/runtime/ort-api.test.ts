import koffi from 'koffi';
import { afterEach, describe, expect, it } from 'vitest';
import { findLibrary } from './library.js';
import { load, ortApi } from './ort-api.js';

describe('findLibrary', () => {
  const chosen = process.env.KEEL_ONNXRUNTIME;

  afterEach(() => {
    if (chosen === undefined) delete process.env.KEEL_ONNXRUNTIME;
    else process.env.KEEL_ONNXRUNTIME = chosen;
  });

  it.each(['linux-x64', 'darwin-arm64', 'win32-x64'])('knows where the library for %s lies', (platform) => {
    expect(findLibrary(platform)).toMatch(/onnxruntime-node.*bin.*napi-v6.*onnxruntime/);
  });

  it('names the platforms that have one', () => {
    expect(() => findLibrary('sunos-sparc')).toThrow('There is no build of ONNX Runtime for sunos-sparc');
  });

  it('takes the one that KEEL_ONNXRUNTIME names', () => {
    process.env.KEEL_ONNXRUNTIME = import.meta.filename;
    expect(findLibrary()).toBe(import.meta.filename);
    process.env.KEEL_ONNXRUNTIME = '/nowhere/libonnxruntime.so';
    expect(() => findLibrary()).toThrow('The library of ONNX Runtime is not there: /nowhere/libonnxruntime.so.');
  });
});

describe('load', () => {
  it('refuses what is no library, and libraries that are not ONNX Runtime', () => {
    expect(() => load(import.meta.filename)).toThrow(/ort-api\.test\.ts cannot be used as ONNX Runtime/);
    expect(() => load(process.execPath)).toThrow(/cannot be used as ONNX Runtime/);
  });
});

describe('ortApi', () => {
  it('gives calls in the background as much of a stack as threads of the system have', () => {
    ortApi();
    expect(koffi.config()).toMatchObject({ async_stack_size: 8 * 2 ** 20, sync_stack_size: 8 * 2 ** 20 });
  });

  it('is loaded once, and knows version and providers', () => {
    expect(ortApi()).toBe(ortApi());
    expect(ortApi().version).toMatch(/^1\.\d+\.\d+/);
    expect(ortApi().availableProviders()).toContain('CPUExecutionProvider');
  });
});
