import { describe, expect, it } from 'vitest';
import { auditResult, fewFindings, headerLines, manyFindings, zeroHeightShip } from '../../../tests/audit-result.js';
import { context, textOf } from '../../../tests/report-text.js';
import { github } from './github.js';

const inRepository = context('en', { workspace: '/data' });

describe('annotations for GitHub', () => {
  it('name the file from the workspace, the line and the rule', async () => {
    const [line] = (await textOf(github, auditResult([zeroHeightShip]), inRepository)).split('\n');
    expect(line).toMatch(
      /^::error file=DIOR-R\/Annotations\/Oriented Bounding Boxes\/00001\.xml,line=14,title=Keel V1%3A [^:,]+::\S/,
    );
  });

  it('give the whole path of a file outside the workspace', async () => {
    const text = await textOf(github, auditResult([zeroHeightShip]), context('en', { workspace: '/elsewhere' }));
    expect(text).toContain('file=/data/DIOR-R/Annotations/');
  });

  it('escape what ends a property or a command', async () => {
    const finding = { ...zeroHeightShip, file: 'a,b:c%\n::error::x.xml' };
    const text = await textOf(github, auditResult([finding]), inRepository);
    expect(text).toContain('file=DIOR-R/a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Ax.xml,');
    expect(text.trimEnd().split('\n')).toHaveLength(1);
  });

  it('leave the place out for findings about the whole dataset', async () => {
    expect(await textOf(github, auditResult([headerLines]), inRepository)).toMatch(/^::notice title=Keel V12/);
  });

  it('stop at what GitHub shows, let every rule speak, and count the rest', async () => {
    const text = await textOf(github, auditResult([...manyFindings(1000), ...fewFindings]), inRepository);
    const lines = text.trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('::error'))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith('::warning'))).toHaveLength(10);
    for (const code of ['V1', 'V4', 'V10', 'V12']) expect(text).toContain(`Keel ${code}%3A`);
    expect(lines.at(-1)).toMatch(/^::notice title=Keel::983 /);
  });

  it('are all there on request', async () => {
    const text = await textOf(github, auditResult(manyFindings(100)), context('en', { all: true }));
    expect(text.trimEnd().split('\n')).toHaveLength(100);
  });
});
