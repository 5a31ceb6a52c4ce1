import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'keel-interrupted-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(['SIGINT', 'SIGTERM'] as const)('leaves nothing half-written after %s', async (signal) => {
  const child = spawn(process.execPath, [
    program,
    'sample',
    '--out',
    join(folder, 'out'),
    '--images',
    '2000',
    '--quiet',
  ]);
  const ended = new Promise<number | null>((done) => child.on('exit', done));
  while (readdirSync(folder).length === 0) await wait(20);
  child.kill(signal);
  expect(await ended).toBe(signal === 'SIGINT' ? 130 : 143);
  expect(readdirSync(folder)).toEqual([]);
});
