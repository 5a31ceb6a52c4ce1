// Compiles the kernels in AssemblyScript to WebAssembly with vectors and shared memory.
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sources = join(root, 'src', 'graph', 'kernels', 'assembly');

/** Where the kernels are looked for when Keel runs from its sources. */
export const kernelsBesideSources = join(dirname(sources), 'kernels.wasm');

/** Compiles the kernels to a file, which appears whole or not at all. */
export async function compileKernels(file) {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}.wasm`;
  const options = ['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'];
  options.push('--enable', 'simd', '--enable', 'threads', '--runtime', 'stub', '--noAssert', '-O3');
  const paths = [join(sources, 'index.ts'), unfinished].map((path) => relative(root, path));
  const { error, stderr } = await asc.main([paths[0], '--baseDir', root, '--outFile', paths[1], ...options]);
  if (error !== null) {
    rmSync(unfinished, { force: true });
    throw new Error(`the kernels do not compile\n${stderr}`, { cause: error });
  }
  renameSync(unfinished, file);
}

/** Compiles the kernels to a file unless it is newer than all that it is made from. */
export async function compileStaleKernels(file) {
  const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const ingredients = [fileURLToPath(import.meta.url), ...readdirSync(sources).map((name) => join(sources, name))];
  if (ingredients.some((path) => statSync(path).mtimeMs > made)) await compileKernels(file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await compileStaleKernels(kernelsBesideSources);
