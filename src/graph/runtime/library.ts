import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { KeelError } from '../../foundation/errors.js';

/** Where the npm package onnxruntime-node keeps ONNX Runtime's own library, by platform. */
const libraries: Readonly<Record<string, string>> = {
  'linux-x64': 'linux/x64/libonnxruntime.so.1',
  'linux-arm64': 'linux/arm64/libonnxruntime.so.1',
  'darwin-arm64': 'darwin/arm64/libonnxruntime.1.dylib',
  'win32-x64': 'win32/x64/onnxruntime.dll',
  'win32-arm64': 'win32/arm64/onnxruntime.dll',
};

/**
 * Path of ONNX Runtime's shared library. `KEEL_ONNXRUNTIME` names another build of it, such as one with CUDA.
 * Throws `runtime/unsupported-platform`, or `runtime/no-library` when the package is not installed.
 */
export function findLibrary(platform: string = `${process.platform}-${process.arch}`): string {
  const chosen = process.env.KEEL_ONNXRUNTIME;
  if (chosen !== undefined && chosen !== '') return present(chosen);
  const library = libraries[platform];
  if (library === undefined) {
    throw new KeelError('runtime/unsupported-platform', { platform, supported: Object.keys(libraries).join(', ') });
  }
  return present(join(packageFolder(), 'bin', 'napi-v6', library));
}

/** Folder of the npm package; only its files are used, its JavaScript never runs. */
function packageFolder(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
  } catch (error) {
    throw new KeelError('runtime/no-library', { file: 'onnxruntime-node' }, undefined, error);
  }
}

function present(file: string): string {
  if (!existsSync(file)) throw new KeelError('runtime/no-library', { file });
  return file;
}
