import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { fixActions } from '../../foundation/finding.js';
import { packageRoot } from '../../foundation/package-root.js';
import { rules as wording } from '../../foundation/wording/rules.js';
import type { Rule } from '../types.js';
import { rules } from './index.js';
import { reportsOf } from './testing.js';

const english: Readonly<Record<string, string>> = wording.en;
const catalogue = readFileSync(join(packageRoot, 'docs/catalogue.md'), 'utf8');

function optionsOf(rule: Rule): [name: string, schema: z.ZodType][] {
  return Object.entries((rule.options as z.ZodObject<Record<string, z.ZodType>>).shape);
}

/** Every key that the rules need worded. */
const needed = rules.flatMap((rule) =>
  ['title', 'why', ...Object.keys(rule.reasons), ...optionsOf(rule).map(([name]) => `option.${name}`)].map(
    (key) => `${rule.code}.${key}`,
  ),
);

describe('the registry of rules', () => {
  it('holds V0 to V22 and D1 to D12 in order, with names of their own', () => {
    const codes = [
      ...Array.from({ length: 23 }, (_, i) => `V${i}`),
      ...Array.from({ length: 12 }, (_, i) => `D${i + 1}`),
    ];
    expect(rules.map(({ code }) => code)).toEqual(codes);
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
    for (const { name } of rules) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it('words all that the rules say, and nothing else', () => {
    const worded = Object.keys(english).filter((key) => !key.startsWith('fix.'));
    expect(worded.sort()).toEqual([...needed].sort());
  });

  it('words every repair', () => {
    for (const action of fixActions) expect(english).toHaveProperty([`fix.${action}`]);
  });

  it.each(rules.map((rule) => [rule.code, rule] as const))('%s has options with standards and texts', (_code, rule) => {
    expect(() => rule.options.parse({})).not.toThrow();
    expect(() => rule.options.parse({ unheardOf: 1 })).toThrow();
    for (const [name, schema] of optionsOf(rule))
      expect(schema.description).toBe(english[`${rule.code}.option.${name}`]);
  });

  it.each(rules.map((rule) => [rule.code, rule] as const))(
    '%s stands on causes that docs/catalogue.md explains',
    (_code, rule) => {
      for (const id of rule.catalogue) expect(catalogue).toContain(`| ${id} |`);
      expect(catalogue).toContain(`| ${rule.code} |`);
    },
  );
});

describe('a healthy dataset', () => {
  const names = ['plane', 'ship', 'large-vehicle'];
  const images = Array.from({ length: 24 }, (_, image) => ({
    objects: Array.from({ length: 12 }, (_, i) => ({ className: names[(image + i) % 3] })).map((object, i) => ({
      ...object,
      polygon: [60 * i, 60, 60 * i + 40, 60 + i, 60 * i + 38, 80 + i, 60 * i - 2 + 4, 80] as const,
    })),
  }));

  it.each(rules.map((rule) => [rule.code, rule] as const))('gets no finding from %s', (_code, rule) => {
    expect(reportsOf(rule, { images })).toEqual([]);
  });
});
