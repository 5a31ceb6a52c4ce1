import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFileWhole, writeFolderWhole } from './files.js';

const scratch = () => mkdtempSync(join(tmpdir(), 'keel-files-'));

describe('writeFileWhole', () => {
  it('creates folders and replaces content', async () => {
    const file = join(scratch(), 'a', 'b.txt');
    await writeFileWhole(file, 'one');
    await writeFileWhole(file, Buffer.from('two'));
    expect(readFileSync(file, 'utf8')).toBe('two');
    expect(readdirSync(join(file, '..'))).toEqual(['b.txt']);
  });

  it('names the file when it cannot be written, and leaves nothing', async () => {
    const folder = scratch();
    writeFileSync(join(folder, 'taken'), '');
    await expect(writeFileWhole(join(folder, 'taken', 'file'), 'x')).rejects.toMatchObject({
      code: 'files/unwritable',
      location: { file: join(folder, 'taken', 'file') },
    });
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});

describe('writeFolderWhole', () => {
  it('shows the folder only when it is complete', async () => {
    const target = join(scratch(), 'out');
    const result = await writeFolderWhole(target, async (folder) => {
      expect(existsSync(target)).toBe(false);
      writeFileSync(join(folder, 'x'), '1');
      return 42;
    });
    expect(result).toBe(42);
    expect(readdirSync(target)).toEqual(['x']);
  });

  it('leaves nothing behind when filling fails', async () => {
    const parent = scratch();
    const failing = writeFolderWhole(join(parent, 'out'), async (folder) => {
      writeFileSync(join(folder, 'x'), '1');
      throw new Error('disk full');
    });
    await expect(failing).rejects.toThrow('disk full');
    expect(readdirSync(parent)).toEqual([]);
  });

  it('calls a system error on the way what it is to the user', async () => {
    const full = writeFolderWhole(join(scratch(), 'out'), async () => {
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    });
    await expect(full).rejects.toMatchObject({ code: 'files/unwritable' });
  });

  it('refuses a place that is taken', async () => {
    const taken = scratch();
    await expect(writeFolderWhole(taken, async () => {})).rejects.toMatchObject({ code: 'files/exists' });
  });

  it.skipIf(process.getuid?.() === 0)('says so when the parent cannot be written', async () => {
    const parent = scratch();
    chmodSync(parent, 0o500);
    await expect(writeFolderWhole(join(parent, 'out'), async () => {})).rejects.toMatchObject({
      code: 'files/unwritable',
    });
  });
});
