import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { auditResult, manyFindings } from '../../../tests/audit-result.js';
import { context, textOf } from '../../../tests/report-text.js';
import { reporters } from './index.js';
import { printReport, writeReport } from './write.js';

const folder = mkdtempSync(join(tmpdir(), 'keel-report-'));
afterAll(() => rmSync(folder, { recursive: true }));
const result = auditResult(manyFindings(500));

describe('writeReport', () => {
  it('writes the whole report, in folders that it makes', async () => {
    const file = join(folder, 'new', 'audit.json');
    await writeReport(reporters.json, result, context('en'), file);
    expect(readFileSync(file, 'utf8')).toBe(await textOf(reporters.json, result));
    expect(readdirSync(join(folder, 'new'))).toEqual(['audit.json']);
  });

  it('leaves nothing behind when the report fails half-way, and keeps what was there', async () => {
    const file = join(folder, 'kept', 'audit.txt');
    await writeReport(() => ['old'], result, context('en'), file);
    const failing = function* () {
      yield 'half';
      throw new RangeError('no wording');
    };
    await expect(writeReport(failing, result, context('en'), file)).rejects.toThrow('no wording');
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(join(folder, 'kept'))).toEqual(['audit.txt']);
  });

  it('says so when the place cannot be written', async () => {
    const file = join(folder, 'kept', 'audit.txt', 'below-a-file.txt');
    await expect(writeReport(() => ['x'], result, context('en'), file)).rejects.toMatchObject({
      code: 'files/unwritable',
    });
    expect(existsSync(file)).toBe(false);
  });
});

describe('printReport', () => {
  it('writes to a slow stream and leaves it open', async () => {
    const stream = new PassThrough({ highWaterMark: 64 });
    const received = text(stream);
    await printReport(reporters.json, result, context('en'), stream);
    expect(stream.writable).toBe(true);
    stream.end('more');
    expect(await received).toBe(`${await textOf(reporters.json, result)}more`);
  });
});
