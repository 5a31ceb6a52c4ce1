import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keel } from './keel-command.js';

const folder = mkdtempSync(join(tmpdir(), 'keel-audit-'));
const at = (...names: string[]) => join(folder, ...names);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Json {
  summary: { errors: number; warnings: number; byCode: Record<string, number> };
  findings: { code: string; file: string; object?: number; fix: { action: string } | null; consequences: object[] }[];
}
const auditJson = (...words: string[]) => {
  const { status, stdout, stderr } = keel(['audit', ...words, '--json']);
  return { status, stderr, json: JSON.parse(stdout) as Json };
};

/** Hashes of every file below a folder. */
function fingerprints(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(root.length), createHash('sha256').update(readFileSync(path)).digest('hex')];
    }),
  );
}

describe.each(['dior', 'dota'])('the main job on a %s sample', (format) => {
  const source = at(format);
  const repaired = at(`${format}-repaired`);
  let before: Record<string, string>;

  beforeAll(() => {
    expect(keel(['sample', '--out', source, '--format', format, '--images', '6', '--size', '400']).status).toBe(0);
    before = fingerprints(source);
  });

  it('finds errors and says so to the shell', () => {
    const { status, json } = auditJson(source);
    expect(status).toBe(1);
    expect(json.summary.errors).toBeGreaterThan(0);
    expect(json.findings.filter(({ code }) => code === 'V1').every(({ consequences }) => consequences.length > 0)).toBe(
      true,
    );
  });

  it('gives the same bytes whatever the number of threads', () => {
    const [one, two] = ['1', '2'].map((jobs) => keel(['audit', source, '--json', '--jobs', jobs]).stdout);
    expect(two).toBe(one);
  });

  it('repairs a copy on which nothing that the policy covers is left, and leaves the source alone', () => {
    const { status, stdout } = keel(['audit', source, '--fix', '--out', repaired]);
    expect(status).toBe(1);
    expect(stdout).toContain('keel-journal.json');
    expect(fingerprints(source)).toEqual(before);
    const after = auditJson(repaired);
    expect(after.json.findings.filter(({ fix }) => fix !== null && fix.action !== 'manual')).toEqual([]);
    const images = (root: string) => Object.keys(fingerprints(root)).filter((name) => /\.(jpg|png)$/.test(name));
    expect(images(repaired)).toEqual(images(source));
  });

  it('gives every file its original bytes back', () => {
    const { status } = keel(['undo', join(repaired, 'keel-journal.json')]);
    expect(status).toBe(0);
    const { '/keel-journal.json': journal, ...restored } = fingerprints(repaired);
    expect(journal).toBeDefined();
    expect(restored).toEqual(before);
  });
});

describe('keel audit', () => {
  const line = '10 10 50 10 50 30 10 30 ship 0\n';
  const labels = (name: string, files: Record<string, string | Buffer>) => {
    mkdirSync(at(name, 'labelTxt'), { recursive: true });
    for (const [file, content] of Object.entries(files)) writeFileSync(at(name, 'labelTxt', file), content);
    return at(name);
  };

  it('is fine with a sound dataset', () => {
    const { status, json } = auditJson(labels('sound', { 'P0.txt': line }));
    expect([status, json.summary.errors]).toEqual([0, 0]);
  });

  it('keeps stdout for JSON and says the rest on stderr', () => {
    const { stdout, stderr } = keel(['audit', at('sound'), '--json', '--html', at('page.html')]);
    expect(() => JSON.parse(stdout)).not.toThrow();
    expect(stderr).toContain('page.html');
    expect(readFileSync(at('page.html'), 'utf8')).toContain('<!doctype html>');
  });

  it('speaks Chinese, and has no colour in a pipe', () => {
    const { stdout } = keel([
      'audit',
      labels('dead', { 'P0.txt': '10 10 50 10 50 10 10 10 ship 0\n' }),
      '--lang',
      'zh',
    ]);
    expect(stdout).toMatch(/\p{Script=Han}/u);
    expect(stdout).not.toContain('\u001b[');
  });

  it('obeys flags and configuration, flags last', () => {
    const configuration = at('keel.config.yaml');
    writeFileSync(configuration, 'audit:\n  rules:\n    V1: warning\n');
    expect(auditJson(at('dead')).status).toBe(1);
    expect(auditJson(at('dead'), '--config', configuration).status).toBe(0);
    expect(auditJson(at('dead'), '--config', configuration, '--rule', 'degenerate-box=error').status).toBe(1);
    expect(auditJson(at('dead'), '--rule', 'V1=off').json.summary.byCode.V1).toBeUndefined();
  });

  it.each([
    ['--rule', 'V99=off', 'audit/unknown-rule'],
    ['--rule', 'V4.warningBelow=thin', 'audit/invalid-rule-option'],
    ['--rule', 'V4', 'audit/invalid-rule-flag'],
    ['--policy', 'V4=burn', 'repair/unknown-policy'],
    ['--config', 'nowhere.yaml', 'configuration/unreadable'],
    ['--fix', '--json', 'usage/invalid-option'],
  ])('refuses %s %s', (option, value, code) => {
    const { status, stderr } = keel(['audit', at('sound'), option, value]);
    expect(status).toBe(2);
    expect(stderr).toContain(`[${code}]`);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('shows what a repair would do and writes nothing on a dry run', () => {
    const { stdout } = keel(['audit', at('dead'), '--fix', '--dry-run', '--out', at('never')]);
    expect(stdout).toContain('V1');
    expect(readdirSync(folder)).not.toContain('never');
  });

  it('refuses to repair into the source, or over something', () => {
    expect(keel(['audit', at('dead'), '--fix', '--out', at('dead', 'inside')]).stderr).toContain(
      '[repair/inside-source]',
    );
    expect(keel(['audit', at('dead'), '--fix', '--out', at('sound')]).stderr).toContain('[files/exists]');
    expect(readdirSync(at('dead'))).toEqual(['labelTxt']);
  });

  describe('on bad input', () => {
    it.each([
      ['a folder that does not exist', () => at('nowhere'), 'files/not-found'],
      ['an empty folder', () => mkdtempSync(at('empty-')), 'datasets/empty-folder'],
      [
        'a folder of another kind',
        () => {
          mkdirSync(at('photos'));
          writeFileSync(at('photos', 'a.md'), '# notes');
          return at('photos');
        },
        'datasets/unknown-format',
      ],
    ])('names %s', (_, make, code) => {
      const { status, stderr } = keel(['audit', make()]);
      expect([status, stderr.includes(`[${code}]`)]).toEqual([2, true]);
    });

    it('reports what it cannot read and goes on with the rest', () => {
      const source = labels('broken', {
        'bom.txt': `\ufeff${line}`,
        'crlf.txt': line.replace('\n', '\r\n'),
        'nul.txt': Buffer.from([0, 1, 2, 0, 0]),
        'latin1.txt': Buffer.from('10 10 50 10 50 30 10 30 caf\xe9 0\n', 'latin1'),
        'numbers.txt':
          '1e999 10 50 10 50 30 10 30 ship 0\nnan 10 50 10 50 30 10 30 ship 0\n--5 10 50 10 50 30 10 30 ship 0\n',
        'short.txt': '10 10 50\n',
        'sound.txt': line,
      });
      symlinkSync(source, join(source, 'labelTxt', 'loop'));
      const { status, json } = auditJson(source);
      const byFile = (file: string) => json.findings.filter((found) => found.file === `labelTxt/${file}`);
      expect(status).toBe(1);
      expect(byFile('numbers.txt').map(({ code }) => code)).toEqual(expect.arrayContaining(['V5', 'V0']));
      for (const file of ['nul.txt', 'latin1.txt', 'short.txt'])
        expect(byFile(file).map(({ code }) => code)).toContain('V0');
      for (const file of ['bom.txt', 'crlf.txt', 'sound.txt'])
        expect(byFile(file).filter(({ code }) => code === 'V0')).toEqual([]);
    });
  });
});

describe('keel', () => {
  it('has help with examples for every command, in both languages', () => {
    const { stdout } = keel(['--help']);
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) .*\[options\]/gm)].map(([, name]) => name);
    expect(commands).toEqual(expect.arrayContaining(['demo', 'sample', 'audit', 'undo', 'convert', 'split', 'merge']));
    for (const command of commands) {
      for (const [language, examples] of [
        ['en', 'Examples:'],
        ['zh', '示例：'],
      ]) {
        const help = keel([command, '--help', '--lang', language]);
        expect([
          command,
          help.status,
          help.stdout.includes(examples),
          help.stdout.includes(`$ keel ${command}`),
        ]).toEqual([command, 0, true, true]);
      }
    }
  });

  it('calls a command that does not exist wrong use', () => {
    const { status, stderr } = keel(['audti']);
    expect([status, stderr.includes('audti')]).toEqual([2, true]);
  });

  it('shows help when it is given nothing', () => {
    expect(keel([]).stderr + keel([]).stdout).toContain('keel audit');
  });
});
