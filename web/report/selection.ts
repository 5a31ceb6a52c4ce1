import type { PageData, PageFinding } from '../../src/audit/reporters/html/page-data.js';

export const severities = ['error', 'warning', 'info'] as const;
export const orders = ['severity', 'file', 'rule', 'class', 'side'] as const;
export type Order = (typeof orders)[number];

/** What the reader wants to see. */
export interface Wish {
  readonly severities: ReadonlySet<string>;
  /** Empty for all. */
  readonly rule: string;
  readonly class: string;
  readonly search: string;
  readonly order: Order;
}

/** The findings that fit a wish, in its order; those that are alike stay in the order of the audit. */
export function select({ findings, texts }: PageData, wish: Wish): PageFinding[] {
  const words = wish.search.toLowerCase().split(/\s+/).filter(Boolean);
  return findings
    .filter(
      (finding) =>
        wish.severities.has(finding.severity) &&
        (wish.rule === '' || finding.code === wish.rule) &&
        (wish.class === '' || finding.class === wish.class) &&
        fits(finding, words, texts),
    )
    .sort(compare[wish.order]);
}

function fits(finding: PageFinding, words: readonly string[], texts: readonly string[]): boolean {
  if (words.length === 0) return true;
  const where = finding.line === undefined ? finding.file : `${finding.file}:${finding.line}`;
  const text = `${where} ${finding.code} ${finding.class ?? ''} ${texts[finding.message]}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

type Compare = (a: PageFinding, b: PageFinding) => number;

const collator = new Intl.Collator('en', { numeric: true });
const bySeverity: Compare = (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity);
const byRule: Compare = (a, b) => collator.compare(a.code, b.code);
const byFile: Compare = (a, b) => collator.compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0);

const compare: Record<Order, Compare> = {
  severity: (a, b) => bySeverity(a, b) || byPermanence(a, b),
  file: byFile,
  rule: (a, b) => byRule(a, b) || bySeverity(a, b),
  class: (a, b) => collator.compare(a.class ?? '\uffff', b.class ?? '\uffff') || bySeverity(a, b),
  side: (a, b) => shortSide(a) - shortSide(b) || bySeverity(a, b),
};

function byPermanence(a: PageFinding, b: PageFinding): number {
  return Number(endsRun(b)) - Number(endsRun(a));
}

function endsRun({ consequences = [] }: PageFinding): boolean {
  return consequences.some(({ permanent }) => permanent);
}

/** Short side of the box in pixels: 0 for a box without a rectangle; findings without a box come last. */
function shortSide({ polygon, rectangle }: PageFinding): number {
  if (rectangle !== undefined) return Math.min(rectangle.w, rectangle.h);
  return polygon === undefined ? Number.MAX_VALUE : 0;
}
