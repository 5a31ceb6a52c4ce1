import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** Real files that tests use where they are present; see CONTRIBUTING. */
export const realData: string = fileURLToPath(new URL('../../shared/realdata/', import.meta.url));
export const hasRealData: boolean = existsSync(realData);
if (!hasRealData) process.stderr.write(`tests on real files are skipped: there is no ${realData}\n`);

/** Makes temporary folders of given files, removed when the test file is done. */
export function folderMaker(): (files?: Readonly<Record<string, string | Buffer>>) => string {
  const base = mkdtempSync(join(tmpdir(), 'keel-datasets-'));
  afterAll(() => rmSync(base, { recursive: true, force: true }));
  let count = 0;
  return (files = {}) => {
    count += 1;
    const root = join(base, `set-${count}`);
    mkdirSync(root);
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    return root;
  };
}
