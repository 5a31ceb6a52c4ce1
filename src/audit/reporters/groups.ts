import { type Finding, type Severity, severities } from '../../foundation/finding.js';

/** The findings of one rule. */
export interface RuleGroup {
  readonly code: string;
  /** Most serious severity among the findings. */
  readonly severity: Severity;
  /** Most serious first, otherwise in the order of the result. */
  readonly findings: readonly Finding[];
}

/** How serious a severity is: 0 for the most serious. */
export function rank(severity: Severity): number {
  return severities.indexOf(severity);
}

/** Findings by rule: the most serious rules first, then the more frequent, then by code. */
export function groupByRule(findings: readonly Finding[]): RuleGroup[] {
  const byCode = new Map<string, Finding[]>();
  for (const finding of findings) {
    const members = byCode.get(finding.code);
    if (members === undefined) byCode.set(finding.code, [finding]);
    else members.push(finding);
  }
  return [...byCode]
    .map(([code, members]): RuleGroup => {
      const sorted = members.toSorted((a, b) => rank(a.severity) - rank(b.severity));
      return { code, severity: sorted[0].severity, findings: sorted };
    })
    .sort(
      (a, b) =>
        rank(a.severity) - rank(b.severity) || b.findings.length - a.findings.length || compareCodes(a.code, b.code),
    );
}

/** Orders `V2` before `V10`. */
function compareCodes(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
