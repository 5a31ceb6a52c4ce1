import picocolors from 'picocolors';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { auditResult, fewFindings, headerLines, manyFindings, zeroHeightShip } from '../../../tests/audit-result.js';
import { context, textOf } from '../../../tests/report-text.js';
import { terminal } from './terminal.js';

const csi = String.fromCharCode(27);

describe('the terminal report', () => {
  it('goes from the most serious rule to the least and ends with what to do', async () => {
    const text = await textOf(terminal, auditResult(fewFindings));
    const order = ['keel audit DIOR-R', 'V1 ', 'V10 ', 'V4 ', 'V12 ', '2 errors, 1 warning, 1 note', '--fix --out'];
    const places = order.map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('gives every box a row with its numbers', async () => {
    const text = await textOf(terminal, auditResult(manyFindings(10)));
    expect(text).toMatch(/00001\.xml:25 +#1 +harbor +60 × 0 px/);
    expect(text).toMatch(/00001\.xml:10 +#0 .*px +side 1\.9/);
  });

  it('shows a few findings of each rule, or all on request', async () => {
    const result = auditResult(manyFindings(10_000));
    const short = await textOf(terminal, result);
    expect(short.split('\n').length).toBeLessThan(90);
    expect(short).toContain('--all');
    const whole = await textOf(terminal, result, context('en', { all: true }));
    expect(whole.match(/\.xml:\d+ +#/g)).toHaveLength(10_000);
  });

  it.each(['en', 'zh'] as const)('stays within the width in %s, Chinese counting two', async (language) => {
    const text = await textOf(terminal, auditResult(fewFindings), context(language, { width: 72 }));
    const lines = text.split('\n').filter((line) => line.startsWith('    ') && !line.includes('keel audit'));
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(72);
  });

  it('uses colour only when it is given', async () => {
    const result = auditResult(fewFindings);
    expect(await textOf(terminal, result)).not.toContain(csi);
    const coloured = await textOf(terminal, result, context('en', { colour: picocolors.createColors(true) }));
    expect(coloured).toContain(`${csi}[31m`);
  });

  it('lets no control character of a dataset through', async () => {
    const nasty = { ...zeroHeightShip, class: `ship${csi}[2J`, file: `a${csi}]0;x\u0007.xml` };
    const text = await textOf(terminal, auditResult([nasty]));
    expect(text).not.toContain(csi);
    expect(text).not.toContain('\u0007');
  });

  it('keeps to errors and the count when quiet', async () => {
    const text = await textOf(terminal, auditResult(fewFindings), context('en', { quiet: true }));
    expect(text).toContain('V1 ');
    expect(text).toContain('2 errors');
    expect(text).not.toContain('V4 ');
    expect(text).not.toContain('--fix');
  });

  it('offers no repair where nothing can be repaired', async () => {
    expect(await textOf(terminal, auditResult([headerLines]))).not.toContain('--fix');
  });

  it('is short when there is nothing to say', async () => {
    const text = await textOf(terminal, auditResult([]));
    expect(text.split('\n').filter(Boolean)).toHaveLength(4);
    expect(text).toContain('every rule passed');
  });
});
