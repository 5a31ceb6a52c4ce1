import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue.js';
import { formatNumber, isMessageKey, languages, messageKeys, speaker } from './index.js';

/** Names of a message's placeholders, from its parsed form. */
function placeholders(text: string): string[] {
  const names = new Set<string>();
  const visit = (nodes: readonly unknown[]): void => {
    for (const node of nodes as { type: number; value?: string; options?: Record<string, { value: unknown[] }> }[]) {
      if (node.type !== 0 && node.type !== 7 && node.value !== undefined) names.add(node.value);
      for (const option of Object.values(node.options ?? {})) visit(option.value);
    }
  };
  visit(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

describe('the catalogue', () => {
  it('asks for the same values in every language', () => {
    for (const { en, zh } of Object.values(catalogue)) {
      for (const [key, text] of Object.entries(en)) {
        const chinese = (zh as Record<string, string>)[key];
        expect({ key, values: placeholders(chinese) }).toEqual({ key, values: placeholders(text) });
      }
    }
  });

  it('has Chinese that is Chinese and English that is not', () => {
    const [en, zh] = languages.map(speaker);
    const withWords = messageKeys().filter((key) => key.startsWith('cli.'));
    for (const key of withWords) {
      expect(zh(key)).toMatch(/\p{Script=Han}/u);
      expect(en(key)).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('narrows strings to keys', () => {
    expect(isMessageKey('cli.description')).toBe(true);
    expect(isMessageKey('cli.nonsense')).toBe(false);
  });
});

describe('a speaker', () => {
  const say = speaker('en');

  it('fills in values and counts', () => {
    const values = { folder: 'out', journal: 'j', changes: 1, files: 2 };
    expect(say('audit.fix.done', values)).toBe('Repaired copy in out: 1 change in 2 files; journal j.');
  });

  it('refuses a key that does not exist', () => {
    expect(() => say('cli.nonsense' as never)).toThrow('no wording for en:cli.nonsense');
  });
});

describe('formatNumber', () => {
  it.each([
    [1 / 3, '0.333333'],
    [1234567.891, '1234570'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [1e-9, '1e-9'],
  ])('shows %f as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});
