import { groupBy } from '../../foundation/collections.js';
import { KeelError } from '../../foundation/errors.js';
import { type Finding, type FixAction, fixActions } from '../../foundation/finding.js';
import { rules } from '../rules/index.js';
import { findRule } from '../settings.js';
import { actionOn, type RepairPolicy } from './plan.js';

/** How many findings of a rule get an action; no action where only a person can decide. */
export interface PlannedAction {
  readonly code: string;
  readonly action: FixAction | undefined;
  readonly count: number;
}

/** What a policy would do about findings, by rule in code order: shown to the user before anything is written. */
export function summarisePlan(findings: readonly Finding[], policy: RepairPolicy): PlannedAction[] {
  return rules.flatMap(({ code }) =>
    [
      ...groupBy(
        findings.filter((finding) => finding.code === code),
        (finding) => actionOn(finding, policy),
      ),
    ].map(([action, { length }]) => ({ code, action, count: length })),
  );
}

/** Reads a policy as typed on a command line: `V4=drop`. Throws `repair/unknown-policy` or `audit/unknown-rule`. */
export function parsePolicyFlags(flags: readonly string[]): RepairPolicy {
  return Object.fromEntries(
    flags.map((flag) => {
      const [rule, action] = flag.split('=');
      if (!fixActions.some((known) => known === action)) {
        throw new KeelError('repair/unknown-policy', { policy: flag, actions: fixActions.join(', ') });
      }
      return [findRule(rule).code, action as FixAction];
    }),
  );
}

/** Policies in which later ones win, whether they name a rule by code or by name. Throws `audit/unknown-rule`. */
export function mergePolicies(...policies: readonly RepairPolicy[]): RepairPolicy {
  return Object.fromEntries(
    policies.flatMap((policy) => Object.entries(policy).map(([rule, action]) => [findRule(rule).code, action])),
  );
}
