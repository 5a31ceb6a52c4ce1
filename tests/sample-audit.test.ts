import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { auditDataset } from '../src/audit/audit.js';
import { defectsByName, makeSample, type PlacedDefect, sampleFormats } from '../src/datasets/sample/index.js';
import type { Finding } from '../src/foundation/finding.js';

const folder = mkdtempSync(join(tmpdir(), 'keel-sample-audit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const audit = (root: string) => auditDataset(root, { decode: true, jobs: 1 });

/** Rules that the reader's problems come from name the object among the values. */
const objectOf = ({ object, values }: Finding) => object ?? values.object;

const isThere = (finding: Finding, { file, object }: PlacedDefect): boolean =>
  finding.file === file && (object === undefined || objectOf(finding) === object);

describe.each(sampleFormats)('the audit of a %s sample', (format) => {
  it('has nothing to say against a clean one', async () => {
    const root = join(folder, `${format}-clean`);
    await makeSample({ out: root, format, images: 14, size: 400, defects: 'none' });
    const { findings } = await audit(root);
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('finds each defect where it was put, and no other error or warning', async () => {
    const root = join(folder, `${format}-spoilt`);
    const { defects } = await makeSample({ out: root, format, images: 14, size: 400 });
    const { findings } = await audit(root);
    const expected = new Set<Finding>();
    for (const place of defects) {
      const found = findings.filter(
        (finding) => finding.code === place.code && finding.reason === place.reason && isThere(finding, place),
      );
      expect(found, `${place.name} in ${place.file} #${place.object}`).not.toEqual([]);
      for (const finding of found) expected.add(finding);
    }
    const follows = (finding: Finding): boolean =>
      defects.some(
        (place) => isThere(finding, place) && (defectsByName[place.name].alsoFoundBy?.includes(finding.code) ?? false),
      );
    const surplus = findings.filter(
      (finding) => finding.severity !== 'info' && !expected.has(finding) && !follows(finding),
    );
    expect(surplus).toEqual([]);
  });
});

it('an audit sees that all boxes of a sample are horizontal', async () => {
  const root = join(folder, 'horizontal');
  await makeSample({ out: root, images: 3, defects: ['horizontal-boxes'] });
  const { findings } = await audit(root);
  expect(findings).toContainEqual(expect.objectContaining({ code: 'D7', reason: 'dataset' }));
});
