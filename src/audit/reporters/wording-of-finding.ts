import type { Finding } from '../../foundation/finding.js';
import { isMessageKey, type MessageValues, type Say } from '../../foundation/wording/index.js';

/** A finding in the reader's language. All reporters take their sentences from here, so that they never drift. */
export interface WordedFinding {
  /** What the rule is about. */
  readonly title: string;
  /** What is wrong here, with the numbers. */
  readonly message: string;
  /** What it does to whose training. */
  readonly consequences: readonly WordedConsequence[];
  /** From the box to the weights, step by step; empty where the audit did not follow the box. */
  readonly chain: readonly WordedStep[];
  /** Whose weights the chain leads to, where they are lost for good. */
  readonly chainWhere: string | undefined;
  /** What to do about it; undefined where the rule proposes nothing. */
  readonly fix: string | undefined;
}

interface WordedConsequence {
  readonly where: string;
  readonly text: string;
  /** Whether the weights are lost for the rest of the run. */
  readonly permanent: boolean;
}

interface WordedStep {
  readonly stage: string;
  readonly text: string;
}

/** Words a finding. Throws a `RangeError` where the catalogue has no wording for it. */
export function wordFinding(finding: Finding, say: Say): WordedFinding {
  const place = { class: finding.class, file: finding.file, line: finding.line, object: finding.object };
  const values = { ...place, ...finding.values };
  const consequences = finding.consequences.map((consequence) => ({
    where: word(say, `consequences.where.${consequence.where}`),
    text: word(say, `consequences.${consequence.effect}`, consequence.values),
    permanent: consequence.permanent,
  }));
  return {
    title: titleOf(finding.code, say),
    message: word(say, `rules.${finding.code}.${finding.reason}`, values),
    consequences,
    // The audit follows the box to the detector of the first permanent consequence.
    chainWhere: finding.chain && consequences.find(({ permanent }) => permanent)?.where,
    chain: (finding.chain ?? []).map(({ stage, code, values }) => ({
      stage: word(say, `consequences.stage.${stage}`),
      text: word(say, `consequences.chain.${stage}.${code}`, values),
    })),
    fix: finding.fix && word(say, `rules.fix.${finding.fix.action}`, { ...values, ...finding.fix.values }),
  };
}

/** What a rule is about, in a few words. */
export function titleOf(code: string, say: Say): string {
  return word(say, `rules.${code}.title`);
}

/** Why a rule matters. */
export function whyOf(code: string, say: Say): string {
  return word(say, `rules.${code}.why`);
}

function word(say: Say, key: string, values?: MessageValues): string {
  if (!isMessageKey(key)) throw new RangeError(`no wording for ${key}`);
  return say(key, values);
}
