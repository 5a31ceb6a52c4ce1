import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { mapInOrder } from './parallel.js';

const module = (() => {
  const file = join(mkdtempSync(join(tmpdir(), 'keel-parallel-')), 'task.mjs');
  writeFileSync(
    file,
    `export async function slowFirst(n) { await new Promise((done) => setTimeout(done, n === 0 ? 60 : 0)); return n * n; }
     export function failing(n) { if (n === 3) throw new Error('third'); return n; }`,
  );
  return pathToFileURL(file);
})();

const collect = async <T>(source: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of source) all.push(item);
  return all;
};

describe.each([1, 2, 4])('mapInOrder with %i jobs', (jobs) => {
  it('keeps the order of the inputs though the first is slowest', async () => {
    const inputs = Array.from({ length: 20 }, (_, i) => i);
    expect(await collect(mapInOrder(inputs, { module, name: 'slowFirst' }, jobs))).toEqual(inputs.map((n) => n * n));
  });

  it('passes a failure on', async () => {
    await expect(collect(mapInOrder([1, 2, 3, 4], { module, name: 'failing' }, jobs))).rejects.toThrow('third');
  });

  it('takes inputs only as they are needed', async () => {
    let taken = 0;
    const inputs = (function* () {
      for (let n = 1; n < 1000; n += 1) {
        taken = n;
        yield n;
      }
    })();
    for await (const _ of mapInOrder(inputs, { module, name: 'slowFirst' }, jobs)) break;
    expect(taken).toBeLessThanOrEqual(jobs * 2);
  });
});
