import { z } from 'zod';
import { KeelError } from '../foundation/errors.js';
import type { Severity } from '../foundation/finding.js';
import { severities } from '../foundation/finding.js';
import { rules } from './rules/index.js';
import type { Rule } from './types.js';

/** `off`, a severity, or thresholds (with `severity` among them if that changes too). */
export type RuleSetting = 'off' | Severity | Readonly<Record<string, unknown>>;

/** Settings by rule code or rule name. */
export type RuleSettings = Readonly<Record<string, RuleSetting>>;

/** One rule that runs: with its thresholds, and the severity that overrides its own. Plain data. */
export interface ActiveRule {
  readonly code: string;
  readonly severity: Severity | undefined;
  readonly options: unknown;
}

const settingShape = z.union([z.literal('off'), z.enum(severities), z.record(z.string(), z.unknown())]);

/** What `rules` may hold in a configuration file. */
export const ruleSettingsShape = z.record(z.string(), settingShape);

/**
 * Turns settings into the rules that run, in code order.
 * Throws `audit/unknown-rule` for a rule that does not exist and `audit/invalid-rule-option` for a bad threshold.
 */
export function activeRules(settings: RuleSettings = {}): ActiveRule[] {
  const byCode = new Map<string, RuleSetting>();
  for (const [name, setting] of Object.entries(settings)) byCode.set(findRule(name).code, setting);
  return rules.flatMap((rule) => {
    const setting = byCode.get(rule.code) ?? {};
    return setting === 'off' ? [] : [activeRule(rule, setting)];
  });
}

/** The rule of a code or a name, in any case. Throws `audit/unknown-rule`. */
export function findRule(name: string): Rule {
  const wanted = name.toLowerCase();
  const rule = rules.find((candidate) => candidate.code.toLowerCase() === wanted || candidate.name === wanted);
  if (rule === undefined) {
    throw new KeelError('audit/unknown-rule', {
      rule: name,
      known: rules.map(({ code, name }) => `${code} ${name}`).join(', '),
    });
  }
  return rule;
}

function activeRule(rule: Rule, setting: Exclude<RuleSetting, 'off'>): ActiveRule {
  const { severity, ...thresholds } = typeof setting === 'string' ? { severity: setting } : setting;
  const level = z.enum(severities).optional().safeParse(severity);
  const options = rule.options.safeParse(thresholds);
  const problem = level.error ?? options.error;
  if (problem !== undefined) {
    const detail = problem.issues.map((issue) => `${issue.path.join('.') || 'severity'}: ${issue.message}`).join('; ');
    throw new KeelError('audit/invalid-rule-option', { rule: rule.code, detail });
  }
  return { code: rule.code, severity: level.data, options: options.data };
}

/**
 * Reads settings as typed on a command line: `V17=off`, `thin-box=error`, `V4.warningBelow=3`.
 * Throws `audit/invalid-rule-flag`.
 */
export function parseRuleFlags(flags: readonly string[]): RuleSettings {
  const settings: Record<string, RuleSetting> = {};
  for (const flag of flags) {
    const match = /^([\w-]+)(?:\.(\w+))?=(.+)$/.exec(flag);
    if (match === null) throw new KeelError('audit/invalid-rule-flag', { flag });
    const [, name, option, value] = match;
    const { code } = findRule(name);
    const before = settings[code];
    if (option === undefined) settings[code] = value as RuleSetting;
    else settings[code] = { ...(typeof before === 'object' ? before : {}), [option]: typedValue(value) };
    if (!settingShape.safeParse(settings[code]).success) throw new KeelError('audit/invalid-rule-flag', { flag });
  }
  return settings;
}

function typedValue(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

/** Settings in which later ones win, whether they name a rule by code or by name. */
export function mergeRuleSettings(...all: readonly RuleSettings[]): RuleSettings {
  const merged: Record<string, RuleSetting> = {};
  for (const settings of all) {
    for (const [name, setting] of Object.entries(settings)) {
      const { code } = findRule(name);
      const before = merged[code];
      merged[code] = typeof before === 'object' && typeof setting === 'object' ? { ...before, ...setting } : setting;
    }
  }
  return merged;
}
