// Bundles every page under web/ into one plain script, one style sheet and its markup.
// As a command: node scripts/bundle-pages.js FOLDER
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
    copyFileSync(join(pages, page, 'page.html'), join(target, page, 'page.html'));
    const styles = readdirSync(join(pages, page, 'style')).sort();
    const style = styles.map((name) => readFileSync(join(pages, page, 'style', name), 'utf8')).join('\n');
    writeFileSync(join(target, page, 'page.css'), style);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundlePages(process.argv[2]);
