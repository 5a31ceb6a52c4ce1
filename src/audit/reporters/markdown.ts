import { basename } from 'node:path';
import type { Finding } from '../../foundation/finding.js';
import type { Say } from '../../foundation/wording/index.js';
import { groupByRule, type RuleGroup } from './groups.js';
import type { Reporter } from './reporter.js';
import { titleOf, type WordedFinding, whyOf, wordFinding } from './wording-of-finding.js';

const icons = { error: '🔴', warning: '🟠', info: '🔵' } as const;

/** A comment on a code host holds 65,536 characters; what the reader needs most comes first. */
const longest = 60_000;
const rowsPerRule = 10;

/** A summary table and a table per rule, short enough for a comment on a pull request. */
export const markdown: Reporter = function* (result, { say, all }) {
  const { dataset, summary } = result;
  const groups = groupByRule(result.findings);
  const head = [
    `## ${say('report.markdown.title', { name: text(basename(dataset.root)) })}`,
    '',
    say('report.dataset', { ...dataset, format: dataset.format, classes: dataset.classes.length }),
    '',
    groups.length === 0 ? say('report.clean') : `**${say('report.summary', summary)}**`,
    '',
  ];
  yield head.join('\n');
  if (groups.length === 0) return;
  yield `\n${table(
    [say('report.column.rule'), say('report.column.about'), say('report.column.count')],
    groups.map((group) => [
      `${icons[group.severity]} ${group.code}`,
      text(titleOf(group.code, say)),
      String(group.findings.length),
    ]),
  )}`;

  let length = 0;
  for (const [index, group] of groups.entries()) {
    const section = ruleSection(group, say, all ? Number.POSITIVE_INFINITY : rowsPerRule);
    length += section.length;
    if (!all && length > longest) {
      yield `\n${say('report.markdown.cut', { count: groups.length - index })}\n`;
      return;
    }
    yield section;
  }
};

function ruleSection({ code, severity, findings }: RuleGroup, say: Say, limit: number): string {
  const shown = findings.slice(0, limit).map((finding) => ({ finding, worded: wordFinding(finding, say) }));
  const [first] = shown;
  const columns = [
    say('report.column.place'),
    say('report.column.object'),
    say('report.column.class'),
    say('report.column.message'),
  ];
  const rows = shown.map(({ finding, worded }) => [
    finding.file === '.' ? '' : codeSpan(place(finding)),
    finding.object === undefined ? '' : String(finding.object),
    finding.class === undefined ? '' : codeSpan(finding.class),
    text(worded.message),
  ]);
  const left = findings.length - shown.length;
  return [
    '',
    '<details>',
    `<summary>${icons[severity]} <b>${code}</b> ${html(titleOf(code, say))} (${findings.length})</summary>`,
    '',
    text(whyOf(code, say)),
    '',
    table(columns, rows),
    ...(left > 0 ? [say('report.more', { count: left }), ''] : []),
    `${consequenceList(first.worded, say)}</details>`,
    '',
  ].join('\n');
}

function consequenceList({ consequences, fix }: WordedFinding, say: Say): string {
  const lines = consequences.map(
    ({ where, text: what, permanent }) =>
      `- ${text(where)}: ${text(what)}${permanent ? ` **${say('report.permanent')}**` : ''}`,
  );
  const blocks = lines.length > 0 ? [say('report.consequences-of-first'), lines.join('\n')] : [];
  if (fix !== undefined) blocks.push(`${say('report.fix')}: ${text(fix)}`);
  return blocks.map((block) => `${block}\n\n`).join('');
}

function place({ file, line }: Finding): string {
  return line === undefined ? file : `${file}:${line}`;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return line(columns) + line(columns.map(() => '---')) + rows.map(line).join('');
}

/** Text that HTML takes literally. */
function html(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** Text that Markdown and HTML take literally. */
function text(value: string): string {
  return html(value)
    .replace(/[\\`*_[\]#|~@]/g, '\\$&')
    .replace(/\s+/g, ' ');
}

/** A code span, which ends where a run of as many backticks as it began with comes. */
function codeSpan(value: string): string {
  const runs = value.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const inner = value.replace(/\s+/g, ' ').replaceAll('|', '\\|');
  return runs.length > 0 ? `${fence} ${inner} ${fence}` : `${fence}${inner}${fence}`;
}
