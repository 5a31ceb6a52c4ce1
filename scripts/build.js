// Compiles src/ and its kernels, and bundles the pages of web/, into dist/.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePages } from './bundle-pages.js';
import { compileKernels } from './compile-kernels.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

rmSync(join(root, 'dist'), { recursive: true, force: true });
execFileSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit', cwd: root });
await bundlePages(join(root, 'dist', 'web'));
await compileKernels(join(root, 'dist', 'graph', 'kernels', 'kernels.wasm'));
