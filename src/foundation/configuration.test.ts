import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findConfiguration, readConfiguration } from './configuration.js';

const shape = z.strictObject({ audit: z.strictObject({ decode: z.boolean().default(false) }) });

function configured(text: string, name = 'keel.config.yaml'): string {
  const file = join(mkdtempSync(join(tmpdir(), 'keel-config-')), name);
  writeFileSync(file, text);
  return file;
}

describe('readConfiguration', () => {
  it('reads YAML and JSON alike', () => {
    expect(readConfiguration(configured('audit:\n  decode: true\n'), shape)).toEqual({ audit: { decode: true } });
    expect(readConfiguration(configured('{"audit": {}}', 'keel.config.json'), shape)).toEqual({
      audit: { decode: false },
    });
  });

  it.each([
    ['a bad value', '# a comment\naudit:\n  decode: 3\n', 'configuration/invalid', 3],
    ['an unknown key', 'audit:\n  decode: true\n  decoed: true\n', 'configuration/invalid', 3],
    ['bad syntax', 'audit:\n  decode: [1,\n', 'configuration/malformed', 3],
  ])('points at the line of %s', (_, text, code, line) => {
    const file = configured(text);
    expect(() => readConfiguration(file, shape)).toThrow(expect.objectContaining({ code, location: { file, line } }));
  });

  it('names a file that is missing', () => {
    expect(() => readConfiguration('/nowhere.yaml', shape)).toThrow(
      expect.objectContaining({ code: 'configuration/unreadable' }),
    );
  });
});

describe('findConfiguration', () => {
  it('finds the file of a folder, or nothing', () => {
    const file = configured('{}', 'keel.config.json');
    expect(findConfiguration(join(file, '..'))).toBe(file);
    expect(findConfiguration(mkdtempSync(join(tmpdir(), 'keel-config-')))).toBeUndefined();
  });
});
