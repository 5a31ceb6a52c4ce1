import { describe, expect, it } from 'vitest';
import { auditResult, fewFindings, manyFindings, unknownClass } from '../../../tests/audit-result.js';
import { context, textOf } from '../../../tests/report-text.js';
import type { Finding } from '../../foundation/finding.js';
import { markdown } from './markdown.js';

describe('the Markdown report', () => {
  it('has a summary, a table of rules and a section per rule', async () => {
    const text = await textOf(markdown, auditResult(fewFindings));
    expect(text).toContain('## Keel audit of DIOR-R\n');
    expect(text).toContain('**2 errors, 1 warning, 1 note**');
    for (const code of ['V1', 'V4', 'V10', 'V12']) {
      expect(text).toMatch(new RegExp(`^\\| \\S+ ${code} \\|.*\\| 1 \\|$`, 'm'));
      expect(text).toContain(`<b>${code}</b>`);
    }
    expect(text.split('<details>')).toHaveLength(5);
    expect(text.split('</details>')).toHaveLength(5);
  });

  it('says so when there is nothing to say', async () => {
    const text = await textOf(markdown, auditResult([]));
    expect(text).toContain('Nothing found');
    expect(text).not.toContain('|');
  });

  it('keeps text from a dataset from becoming markup', async () => {
    const nasty: Finding = { ...unknownClass, class: 'a|b`c\n<img>', values: { name: '<script>|*_`[x](y) @team' } };
    const text = await textOf(markdown, auditResult([nasty]));
    expect(text).not.toContain('<script>');
    expect(text).toContain('`` a\\|b`c <img> ``');
    const rows = text.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows).toHaveLength(1);
    // Cells end at bars that are not escaped: four columns have five.
    expect(rows[0].match(/(?<!\\)\|/g)).toHaveLength(5);
  });

  it('shows some findings of a rule and counts the rest', async () => {
    const text = await textOf(markdown, auditResult(manyFindings(10_000)));
    expect(text.match(/^\| `/gm)).toHaveLength(30);
    expect(text).toContain('and 1,990 more');
    expect(text).toContain('and 5,990 more');
  });

  it('fits a comment however long the paths are, and says what is missing', async () => {
    const longPaths = manyFindings(10_000).map((finding) => ({ ...finding, file: 'long-name/'.repeat(400) }));
    const text = await textOf(markdown, auditResult(longPaths));
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/\d more rules? found something/);
  });

  it('is whole on request, and Chinese in Chinese', async () => {
    const text = await textOf(markdown, auditResult(manyFindings(200)), context('zh', { all: true }));
    expect(text.match(/^\| `/gm)).toHaveLength(200);
    expect(text).toContain('个错误');
  });
});
