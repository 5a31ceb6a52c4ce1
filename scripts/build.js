// Compiles src/ and web/ into dist/ and copies the page files that TypeScript does not touch.
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

rmSync(join(root, 'dist'), { recursive: true, force: true });
for (const project of ['tsconfig.build.json', 'web/tsconfig.json']) {
  execFileSync(process.execPath, [compiler, '-p', join(root, project)], { stdio: 'inherit', cwd: root });
}
cpSync(join(root, 'web'), join(root, 'dist', 'web'), {
  recursive: true,
  filter: (source) => !/\.(ts|json)$/.test(source),
});
