import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { auditResult, fewFindings, headerLines, manyFindings, zeroHeightShip } from '../../../tests/audit-result.js';
import { context, textOf } from '../../../tests/report-text.js';
import { packageRoot } from '../../foundation/package-root.js';
import { json } from './json.js';

const schema = JSON.parse(readFileSync(`${packageRoot}/docs/audit.schema.json`, 'utf8'));
const isValid = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

describe('the JSON report', () => {
  it.each([
    ['none', []],
    ['a few', fewFindings],
    ['many', manyFindings(1000)],
  ])('fits its schema with %s', async (_, findings) => {
    const report = JSON.parse(await textOf(json, auditResult(findings)));
    isValid(report);
    expect(isValid.errors).toBeNull();
    expect(report.findings).toHaveLength(findings.length);
  });

  it('has a schema that refuses what it does not describe', () => {
    expect(isValid({ tool: 'keel' })).toBe(false);
  });

  it('says all there is to say about a finding', async () => {
    const { findings, dataset, summary } = JSON.parse(await textOf(json, auditResult(fewFindings)));
    const { message, consequences, chain, ...record } = findings[0];
    expect(message).toContain('60');
    expect(record).toEqual({
      code: 'V1',
      reason: 'segment',
      severity: 'error',
      file: 'Annotations/Oriented Bounding Boxes/00001.xml',
      line: 14,
      object: 0,
      class: 'ship',
      imageId: '00001',
      image: 'JPEGImage/00001.jpg',
      polygon: zeroHeightShip.polygon,
      rectangle: null,
      values: { length: 60 },
      fix: { action: 'drop', values: {} },
    });
    expect(consequences[1]).toEqual({ where: 'mmrotate-1.0.0rc1', effect: 'kept', permanent: false, values: {} });
    expect(consequences[2]).toMatchObject({ effect: 'gradient-nan', permanent: true, values: { loss: 'Infinity' } });
    expect(chain).toHaveLength(10);
    expect(chain[5].values.target).toEqual([0.375, -0.0625, 0.6286, '-Infinity', 0.5]);
    expect(dataset.root).toBe('/data/DIOR-R');
    expect(summary).toEqual({ errors: 2, warnings: 1, infos: 1, byCode: { V1: 1, V4: 1, V10: 1, V12: 1 } });
  });

  it('spells numbers that JSON lacks, in corners too', async () => {
    const polygon = [0, Number.NaN, Number.POSITIVE_INFINITY, 0, 1, 1, 0, Number.NEGATIVE_INFINITY];
    const result = auditResult([headerLines, { ...zeroHeightShip, polygon }]);
    const { findings } = JSON.parse(await textOf(json, result));
    expect(findings[0].values).toEqual({ files: 3, least: '-Infinity', mean: 'NaN', most: 'Infinity' });
    expect(findings[1].polygon).toEqual([0, 'NaN', 'Infinity', 0, 1, 1, 0, '-Infinity']);
  });

  it('comes in pieces that stay small, one finding a line', async () => {
    const pieces = [...(json(auditResult(manyFindings(5000)), context('en')) as Iterable<string>)];
    expect(pieces.length).toBeGreaterThan(10);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(100_000);
    const lines = pieces.join('').split('\n');
    expect(lines.filter((line) => line.startsWith('    {"code":'))).toHaveLength(5000);
  });

  it('is the same every time', async () => {
    const result = auditResult(manyFindings(200));
    expect(await textOf(json, result)).toBe(await textOf(json, result));
  });
});
