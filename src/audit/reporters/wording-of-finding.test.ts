import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fewFindings, zeroHeightShip } from '../../../tests/audit-result.js';
import { fixActions } from '../../foundation/finding.js';
import { packageRoot } from '../../foundation/package-root.js';
import { isMessageKey, languages, speaker } from '../../foundation/wording/index.js';
import { rules } from '../rules/index.js';
import { titleOf, whyOf, wordFinding } from './wording-of-finding.js';

describe('wordFinding', () => {
  it('words a finding with its numbers, in both languages', () => {
    const [en, zh] = languages.map((language) => wordFinding(zeroHeightShip, speaker(language)));
    expect(en.message).toContain('60 px');
    expect(zh.message).toContain('60 px');
    expect(en.fix).toBeDefined();
    expect(zh.title).toMatch(/\p{Script=Han}/u);
  });

  it('proposes nothing where the rule does not', () => {
    expect(wordFinding(fewFindings[1], speaker('en')).fix).toBeUndefined();
  });

  it('refuses what has no wording', () => {
    const unknown = { ...zeroHeightShip, reason: 'nonsense' };
    expect(() => wordFinding(unknown, speaker('en'))).toThrow('rules.V1.nonsense');
  });
});

describe('the catalogue', () => {
  it.each(languages)('titles and explains every rule and words each of its reasons in %s', (language) => {
    const say = speaker(language);
    for (const { code, reasons } of rules) {
      expect(titleOf(code, say)).not.toBe('');
      expect(whyOf(code, say)).not.toBe('');
      for (const reason of Object.keys(reasons)) expect(`rules.${code}.${reason}`).toSatisfy(isMessageKey);
    }
  });

  it('words every repair', () => {
    for (const action of fixActions) expect(`rules.fix.${action}`).toSatisfy(isMessageKey);
  });

  it('has every text that the page’s script asks for', () => {
    const folder = join(packageRoot, 'web', 'report');
    const script = readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    const asked = [...script.matchAll(/word\('([^']+)'/g)].map(([, name]) => name);
    expect(asked.length).toBeGreaterThan(15);
    for (const name of asked)
      expect(`report.page.${name}`).toSatisfy((key: string) => key === 'report.page.cut' || isMessageKey(key));
  });
});
