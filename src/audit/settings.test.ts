import { describe, expect, it } from 'vitest';
import { rules } from './rules/index.js';
import { activeRules, findRule, mergeRuleSettings, parseRuleFlags } from './settings.js';

describe('activeRules', () => {
  it('runs every rule with its defaults when nothing is set', () => {
    const active = activeRules();
    expect(active.map(({ code }) => code)).toEqual(rules.map(({ code }) => code));
    expect(active.find(({ code }) => code === 'V4')?.options).toMatchObject({ warningBelow: 2 });
  });

  it('switches off, grades and tunes by code or name', () => {
    const active = activeRules({ V17: 'off', 'thin-box': 'error', v9: { errorBelow: 0.2 } });
    expect(active.some(({ code }) => code === 'V17')).toBe(false);
    expect(active.find(({ code }) => code === 'V4')?.severity).toBe('error');
    expect(active.find(({ code }) => code === 'V9')?.options).toMatchObject({ errorBelow: 0.2 });
  });

  it.each([
    [{ V4: { warningBelow: -1 } }, 'audit/invalid-rule-option'],
    [{ V4: { warningBellow: 1 } }, 'audit/invalid-rule-option'],
    [{ V4: { severity: 'fatal' } }, 'audit/invalid-rule-option'],
    [{ V99: 'off' as const }, 'audit/unknown-rule'],
  ])('refuses %j', (settings, code) => {
    expect(() => activeRules(settings)).toThrow(expect.objectContaining({ code }));
  });
});

describe('parseRuleFlags', () => {
  it('reads levels and thresholds, several for one rule', () => {
    expect(parseRuleFlags(['V17=off', 'thin-box.warningBelow=3', 'V4.severity=error'])).toEqual({
      V17: 'off',
      V4: { warningBelow: 3, severity: 'error' },
    });
  });

  it.each(['V4', 'V4=', 'V4=loud', '=off'])('refuses %s', (flag) => {
    expect(() => parseRuleFlags([flag])).toThrow(expect.objectContaining({ code: 'audit/invalid-rule-flag' }));
  });
});

it('later settings win, by code or by name, and thresholds add up', () => {
  expect(mergeRuleSettings({ V4: { warningBelow: 3 }, V17: 'off' }, { 'thin-box': { severity: 'error' } })).toEqual({
    V4: { warningBelow: 3, severity: 'error' },
    V17: 'off',
  });
});

it('finds a rule by code and name in any case', () => {
  expect(findRule('v1')).toBe(findRule('Degenerate-Box'));
});
