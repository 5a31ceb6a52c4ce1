import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compileStaleKernels } from '../../../scripts/compile-kernels.js';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..', '..');

/** Compiles the graph and its kernels into a cache and returns a function that imports one of its modules. */
export async function compileTo(cache) {
  const folder = join(cache, 'compiled');
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  mkdirSync(folder, { recursive: true });
  execFileSync(process.execPath, [compiler, '-p', join(here, 'tsconfig.json'), '--outDir', join(folder, 'dist')], {
    stdio: 'inherit',
  });
  await compileStaleKernels(join(folder, 'dist', 'graph', 'kernels', 'kernels.wasm'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "version": "0.0.0" }');
  if (!existsSync(join(folder, 'node_modules'))) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return (module) => import(pathToFileURL(join(folder, 'dist', module)).href);
}
