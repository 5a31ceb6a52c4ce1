import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));

/** Compiles the graph and the layers into bench/.cache/graph/compiled, if need be, and returns a function that imports one of its modules. */
export function compileSources({ again = true } = {}) {
  const folder = join(root, 'bench', '.cache', 'graph', 'compiled');
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const load = (module) => import(pathToFileURL(join(folder, 'dist', module)).href);
  if (!again && existsSync(join(folder, 'dist'))) return load;
  mkdirSync(folder, { recursive: true });
  execFileSync(process.execPath, [compiler, '-p', join(here, 'tsconfig.json'), '--outDir', join(folder, 'dist')], {
    stdio: 'inherit',
  });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "version": "0.0.0" }');
  if (!existsSync(join(folder, 'node_modules'))) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return load;
}
