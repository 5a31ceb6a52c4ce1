import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProblemList } from '../text/problems.js';
import { CocoDocument, spellOutNonFinite } from './document.js';

describe('spellOutNonFinite', () => {
  it('leaves JSON as it is', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(spellOutNonFinite(text)).toBe(text);
      }),
    );
  });

  it('spells what Python writes, keeping every offset', () => {
    const text = '{"NaN\\"": [NaN, -Infinity, Infinity], "é\\\\": "NaN", "x": Nan}';
    const spelt = spellOutNonFinite(text);
    expect(spelt).toBe('{"NaN\\"": ["N", -1e999   , 1e999   ], "é\\\\": "NaN", "x": Nan}');
    expect(spelt).toHaveLength(text.length);
  });

  it('takes linear time on quotes that never close', () => {
    expect(spellOutNonFinite('"\\"'.repeat(2_000_000))).toHaveLength(6_000_000);
  });
});

describe('CocoDocument', () => {
  it('shows the place where a file is no JSON', () => {
    const problems = new ProblemList();
    CocoDocument.read(Buffer.from('{"images": [{"id": 1},\n], "annotations": []}'), problems);
    expect(problems.list()).toEqual([
      { reason: 'json-malformed', line: 2, values: { detail: '… {"images": [{"id": 1}, ], "annota …' } },
    ]);
  });

  it('survives an entry that swallows the rest of a large file', () => {
    const entries = Array(20_000).fill('{"id": 1, "image_id": 1, "note": "a"}').join(',\n');
    const content = Buffer.from(`{"images": [], "annotations": [{"note": "open}, ${entries}]}`);
    const problems = new ProblemList();
    const document = CocoDocument.read(content, problems);
    expect(document?.count('annotations')).toBeLessThan(3);
    expect(problems.list().map(({ reason }) => reason)).toEqual(['json-malformed']);
    for (let at = 0; at < (document?.count('annotations') ?? 0); at += 1) {
      expect(document?.entry('annotations', at)).toBeUndefined();
    }
  });
});
