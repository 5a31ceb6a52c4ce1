import { z } from 'zod';
import { type FixAction, type Severity, severities } from '../../foundation/finding.js';
import { rules as wording } from '../../foundation/wording/rules.js';
import type { AuditedImage, DatasetCheck, Report, Rule } from '../types.js';

/** A report of a reason that the rule declares. Its severity is the declared one unless it says otherwise. */
export type ReportOf<Reason extends string> = (report: Omit<Report, 'reason'> & { readonly reason: Reason }) => void;

/** What one rule is made of; `defineRule` derives the rest. */
interface RuleParts<Reason extends string, Options, State> {
  readonly code: string;
  readonly name: string;
  readonly reasons: Readonly<Record<Reason, Severity>>;
  readonly catalogue: readonly string[];
  readonly options: z.ZodType<Options>;
  /** False by default. */
  readonly consequential?: boolean;
  /** `manual` by default. A report without `fix` is for a person to decide. */
  readonly policy?: FixAction;
  readonly checkImage?: (image: AuditedImage, options: Options, report: ReportOf<Reason>) => void;
  readonly dataset?: Omit<DatasetCheck<Options, State>, 'finish'> & {
    readonly finish: (
      state: State,
      dataset: AuditedImage['dataset'],
      options: Options,
      report: ReportOf<Reason>,
    ) => void;
  };
}

/** A rule that knows its reasons by name. */
export type DefinedRule<Reason extends string = string> = Rule & {
  readonly reasons: Readonly<Record<Reason, Severity>>;
};

/** Makes a rule of its parts: severities come from the reasons, and the compiler refuses a reason not declared. */
export function defineRule<Reason extends string, Options, State = undefined>(
  parts: RuleParts<Reason, Options, State>,
): DefinedRule<Reason> {
  const { reasons, checkImage, dataset } = parts;
  const graded =
    (report: (report: Report) => void): ReportOf<Reason> =>
    (found) =>
      report({ severity: reasons[found.reason], ...found });
  const rule: Omit<Rule<Options, State>, 'checkImage' | 'dataset'> = {
    code: parts.code,
    name: parts.name,
    severity: severities.find((severity) => Object.values(reasons).includes(severity)) ?? 'info',
    reasons,
    catalogue: parts.catalogue,
    options: parts.options,
    consequential: parts.consequential ?? false,
    policy: parts.policy ?? 'manual',
  };
  // The registry holds rules of all kinds of options and states; each only ever meets its own.
  return {
    ...rule,
    ...(checkImage && {
      checkImage: (image: AuditedImage, options: Options, report: (report: Report) => void) =>
        checkImage(image, options, graded(report)),
    }),
    ...(dataset && {
      dataset: {
        ...dataset,
        finish: (state: State, whole: AuditedImage['dataset'], options: Options, report: (report: Report) => void) =>
          dataset.finish(state, whole, options, graded(report)),
      },
    }),
  } as unknown as DefinedRule<Reason>;
}

type OptionKey = Extract<keyof typeof wording.en, `${string}.option.${string}`>;

/** A number that is not negative. */
export function threshold(key: OptionKey, standard: number) {
  return z.number().nonnegative().default(standard).describe(wording.en[key]);
}

/** A share or a ratio, 0 to 1. */
export function share(key: OptionKey, standard: number) {
  return z.number().min(0).max(1).default(standard).describe(wording.en[key]);
}

/** A number of things, at least one. */
export function count(key: OptionKey, standard: number) {
  return z.number().int().positive().default(standard).describe(wording.en[key]);
}

/** Options of a rule that has none. */
export const noOptions = z.strictObject({});
