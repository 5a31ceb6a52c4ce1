import { basename, relative } from 'node:path';
import { type Finding, type Severity, severities } from '../../foundation/finding.js';
import { formatNumber, type Say } from '../../foundation/wording/index.js';
import type { AuditResult } from '../types.js';
import { alignColumns, explained, fitColumns, indent, printable, shortenPath } from './columns.js';
import { isDeadly, verdict } from './deadly.js';
import { groupByRule, type RuleGroup } from './groups.js';
import type { Colours, ReportContext, Reporter } from './reporter.js';
import { titleOf, whyOf, wordFinding } from './wording-of-finding.js';

const rowsPerReason = 3;
const rowsPerRule = 6;
const margin = 4;

/** For people at a terminal: what was found by rule, the worst box step by step, and what to do next. */
export const terminal: Reporter = function* (result, context) {
  const { say, colour, width, quiet } = context;
  const { findings, summary } = result;
  if (!quiet) yield header(result, context);
  const told = quiet ? findings.filter(({ severity }) => severity === 'error') : findings;
  const groups = groupByRule(told);
  for (const group of groups) yield ruleSection(group, context);
  const worst = quiet ? undefined : worstOf(groups.flatMap((group) => group.findings));
  if (worst !== undefined) yield worstSection(worst, context);
  const colourOf = painter(colour);
  const most: Severity = summary.errors > 0 ? 'error' : summary.warnings > 0 ? 'warning' : 'info';
  const count =
    findings.length === 0 ? colour.green(say('report.clean')) : colourOf[most](say('report.summary', summary));
  yield `${colour.bold(count)}\n`;
  if (findings.length === 0 || quiet) return;
  yield `${indent(verdict(findings, say), 0, width)}\n`;
  yield nextSteps(result, say, colour);
};

type Paint = Readonly<Record<Severity, (text: string) => string>>;

function painter(colour: Colours): Paint {
  return { error: colour.red, warning: colour.yellow, info: colour.cyan };
}

function header({ dataset }: AuditResult, { say, colour }: ReportContext): string {
  const facts = say('report.dataset', { ...dataset, classes: dataset.classes.length });
  return `${colour.bold(`keel audit ${printable(basename(dataset.root))}`)}\n${facts}\n${colour.dim(printable(dataset.root))}\n\n`;
}

function ruleSection({ code, severity, findings }: RuleGroup, context: ReportContext): string {
  const { say, colour, all } = context;
  const paint = painter(colour)[severity];
  const counts = severities.flatMap((level) => {
    const count = findings.filter((finding) => finding.severity === level).length;
    return count > 0 ? [painter(colour)[level](say(`report.count.${level}`, { count }))] : [];
  });
  const lines = [`${paint(colour.bold(code.padEnd(margin)))}${colour.bold(titleOf(code, say))}  ${counts.join(', ')}`];
  lines.push(colour.dim(indent(whyOf(code, say), margin, context.width)));
  let room = all ? Number.POSITIVE_INFINITY : rowsPerRule;
  let shown = 0;
  for (const members of byReason(findings)) {
    const rows = members.slice(0, Math.min(room, all ? room : rowsPerReason));
    if (rows.length === 0) break;
    lines.push(...reasonLines(rows, context));
    room -= rows.length;
    shown += rows.length;
  }
  const left = findings.length - shown;
  if (left > 0) lines.push(colour.dim(indent(say('report.terminal.more', { count: left }), margin, context.width)));
  return `${lines.join('\n')}\n\n`;
}

function byReason(findings: readonly Finding[]): Finding[][] {
  const reasons = new Map<string, Finding[]>();
  for (const finding of findings) {
    const members = reasons.get(finding.reason);
    if (members === undefined) reasons.set(finding.reason, [finding]);
    else members.push(finding);
  }
  return [...reasons.values()];
}

/** Boxes share the sentence of the first and have a row of numbers each; everything else has its own sentence. */
function reasonLines(findings: readonly Finding[], { say, colour, width }: ReportContext): string[] {
  const sentence = (finding: Finding) => indent(printable(wordFinding(finding, say).message), margin, width);
  const placeWidth = Math.max(24, Math.floor(width * 0.5));
  const place = (finding: Finding) => shortenPath(placeOf(finding), placeWidth);
  if (findings[0].polygon === undefined) {
    return findings.flatMap((finding) => {
      const where = place(finding);
      return where === '' ? [sentence(finding)] : [sentence(finding), colour.dim(indent(where, margin + 2, width))];
    });
  }
  const names = changingValues(findings);
  const rows = findings.map((finding) => [
    place(finding),
    finding.object === undefined ? '' : `#${finding.object}`,
    printable(finding.class ?? ''),
    boxSize(finding),
    ...names.map((name) => `${name} ${shownValue(finding.values[name])}`),
  ]);
  return [sentence(findings[0]), ...fitColumns(rows, margin + 2, width).map((row) => colour.dim(row))];
}

/** File and line; nothing for what concerns the whole dataset. */
function placeOf({ file, line }: Finding): string {
  if (file === '.') return '';
  return printable(line === undefined ? file : `${file}:${line}`);
}

/** Values that tell these findings apart; what is the same for all, or for two names, stands in the sentence. */
function changingValues(findings: readonly Finding[]): string[] {
  const columns = new Map<string, string>();
  for (const name of Object.keys(findings[0].values)) {
    const values = findings.map((finding) => finding.values[name]);
    const column = values.join();
    const tells = new Set(values).size > 1 && values.every((value) => typeof value !== 'object');
    if (tells && !columns.has(column)) columns.set(column, name);
  }
  return [...columns.values()];
}

function shownValue(value: Finding['values'][string]): string {
  return typeof value === 'number' ? formatNumber(value) : printable(String(value));
}

function boxSize({ rectangle, polygon = [] }: Finding): string {
  if (rectangle) return `${formatNumber(rectangle.w)} × ${formatNumber(rectangle.h)} px`;
  if (!polygon.every(Number.isFinite)) return polygon.map(formatNumber).join(' ');
  // Without a rectangle the corners are one point or lie on one line.
  return `${formatNumber(longestDistance(polygon))} × 0 px`;
}

function longestDistance(polygon: readonly number[]): number {
  let longest = 0;
  for (let i = 0; i < polygon.length; i += 2) {
    for (let j = 0; j < i; j += 2) {
      longest = Math.max(longest, Math.hypot(polygon[i] - polygon[j], polygon[i + 1] - polygon[j + 1]));
    }
  }
  return longest;
}

/** The box that ends the runs of most detectors, and among those the one that does it soonest. */
function worstOf(findings: readonly Finding[]): Finding | undefined {
  const rank = ({ consequences }: Finding): [ended: number, epochs: number] => {
    const fatal = consequences.filter(({ permanent }) => permanent);
    return [fatal.length, fatal.reduce((sum, { values }) => sum + Number(values?.epoch ?? 1), 0)];
  };
  const [worst] = findings
    .filter(isDeadly)
    .map((finding) => ({ finding, rank: rank(finding) }))
    .sort((a, b) => b.rank[0] - a.rank[0] || a.rank[1] - b.rank[1]);
  return worst?.finding;
}

/** One box in full: what it does to whom, and how. */
function worstSection(finding: Finding, { say, colour, width }: ReportContext): string {
  const { message, consequences, chain, chainWhere } = wordFinding(finding, say);
  const lines = [
    colour.bold(say('report.terminal.worst')),
    indent(printable(`${placeOf(finding)} ${message}`), margin, width),
    '',
    ...explained(
      consequences.map(({ where, text, permanent }) => [
        where,
        permanent ? `${text} ${colour.red(say('report.permanent'))}` : text,
      ]),
      margin,
      width,
    ),
    ...(chainWhere === undefined
      ? []
      : ['', indent(say('report.terminal.chain', { where: chainWhere }), margin, width)]),
    ...explained(
      chain.map(({ stage, text }) => [colour.bold(stage), printable(text)]),
      margin + 2,
      width,
    ),
  ];
  return `${lines.join('\n')}\n\n`;
}

function nextSteps({ dataset, findings }: AuditResult, say: Say, colour: Colours): string {
  const root = relative(process.cwd(), dataset.root) || '.';
  const path = root.startsWith('..') ? dataset.root : root;
  // A copy never goes into its own source.
  const out = `${path === '.' ? `../${basename(dataset.root)}` : path}-repaired`;
  const steps = [[`keel audit ${quoted(path)} --html audit.html`, colour.dim(say('report.terminal.next.html'))]];
  if (findings.some(({ fix }) => fix !== undefined && fix.action !== 'manual')) {
    const command = `keel audit ${quoted(path)} --fix --out ${quoted(out)}`;
    steps.push([command, colour.dim(say('report.terminal.next.fix'))]);
  }
  const rows = alignColumns(steps).map((row) => `${' '.repeat(margin)}${row}`);
  return `\n${colour.bold(say('report.terminal.next'))}\n${rows.join('\n')}\n`;
}

function quoted(path: string): string {
  return /^[\w./:\\@%+,-]+$/.test(path) ? path : `"${path.replaceAll('"', '\\"')}"`;
}
