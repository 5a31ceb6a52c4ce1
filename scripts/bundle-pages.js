// Bundles the script of every page under web/ into one plain script, and copies its markup and style beside it.
// As a command: node scripts/bundle-pages.js FOLDER
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const pages = join(dirname(dirname(fileURLToPath(import.meta.url))), 'web');

/** Fills `target` with one folder per page. */
export async function bundlePages(target) {
  for (const page of readdirSync(pages)) {
    const script = join(pages, page, 'page.ts');
    if (!existsSync(script)) continue;
    mkdirSync(join(target, page), { recursive: true });
    const bundle = await rolldown({ input: script, resolve: { extensionAlias: { '.js': ['.ts', '.js'] } } });
    await bundle.write({ file: join(target, page, 'page.js'), format: 'iife', minify: true });
    await bundle.close();
    for (const file of readdirSync(join(pages, page))) {
      if (!file.endsWith('.ts')) copyFileSync(join(pages, page, file), join(target, page, file));
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundlePages(process.argv[2]);
