import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import draft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log, Result } from 'sarif';
import { describe, expect, it } from 'vitest';
import {
  auditResult,
  fewFindings,
  headerLines,
  manyFindings,
  thinHarbour,
  zeroHeightShip,
} from '../../../tests/audit-result.js';
import { context, textOf } from '../../../tests/report-text.js';
import type { Finding } from '../../foundation/finding.js';
import { rules } from '../rules/index.js';
import { sarif } from './sarif.js';

const ajv = new draft04.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const isValid = ajv.compile(schema);

async function logOf(findings: readonly Finding[]): Promise<Log> {
  return JSON.parse(await textOf(sarif, auditResult(findings)));
}

async function fingerprintsOf(findings: readonly Finding[]): Promise<(string | undefined)[]> {
  const [run] = (await logOf(findings)).runs;
  return (run.results as Result[]).map((result) => result.partialFingerprints?.['keelFinding/v1']);
}

describe('the SARIF report', () => {
  it.each([
    ['none', []],
    ['a few', fewFindings],
    ['many', manyFindings(300)],
  ])('fits the schema of SARIF 2.1.0 with %s', async (_, findings) => {
    isValid(await logOf(findings));
    expect(isValid.errors).toBeNull();
  });

  it('is checked by a schema that refuses a bad level', async () => {
    const log = await logOf(fewFindings);
    (log.runs[0].results as { level: string }[])[0].level = 'fatal';
    expect(isValid(log)).toBe(false);
  });

  it('describes every rule and points results at them', async () => {
    const [{ tool, results }] = (await logOf(fewFindings)).runs;
    expect(tool.driver.rules?.map(({ id }) => id)).toEqual(rules.map(({ code }) => code));
    for (const { ruleId, ruleIndex } of results as Result[]) {
      expect(tool.driver.rules?.[ruleIndex as number].id).toBe(ruleId);
    }
    expect((results as Result[]).map(({ level }) => level)).toEqual(['error', 'warning', 'error', 'note']);
  });

  it('names files from the dataset’s root and encodes them', async () => {
    const [{ originalUriBaseIds, results }] = (await logOf([zeroHeightShip, headerLines])).runs;
    expect(originalUriBaseIds).toEqual({ DATASET: { uri: 'file:///data/DIOR-R/' } });
    const [box, whole] = (results as Result[]).map(({ locations }) => locations?.[0].physicalLocation);
    expect(box?.artifactLocation?.uri).toBe('Annotations/Oriented%20Bounding%20Boxes/00001.xml');
    expect(box?.region).toEqual({ startLine: 14 });
    expect(whole?.artifactLocation?.uri).toBe('');
    expect(whole?.region).toBeUndefined();
  });

  it('knows a finding again after lines and objects above it came or went', async () => {
    const moved = { ...zeroHeightShip, line: 99, object: 7 };
    expect(await fingerprintsOf([moved])).toEqual(await fingerprintsOf([zeroHeightShip]));
  });

  it('tells findings apart by rule, file and box, and counts those that are alike', async () => {
    const others = [
      zeroHeightShip,
      thinHarbour,
      { ...zeroHeightShip, file: 'other.xml' },
      { ...zeroHeightShip, polygon: [1, 2, 3, 4, 5, 6, 7, 8] },
      { ...zeroHeightShip, polygon: [Number.NaN, 2, 3, 4, 5, 6, 7, 8] },
      zeroHeightShip,
    ];
    expect(new Set(await fingerprintsOf(others)).size).toBe(others.length);
  });

  it('speaks Chinese', async () => {
    const log: Log = JSON.parse(await textOf(sarif, auditResult(fewFindings), context('zh')));
    expect((log.runs[0].results as Result[])[0].message.text).toMatch(/\p{Script=Han}/u);
  });
});
