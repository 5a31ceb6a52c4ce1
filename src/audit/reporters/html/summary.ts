import { basename } from 'node:path';
import type { Say } from '../../../foundation/wording/index.js';
import type { AuditResult } from '../../types.js';
import { verdict } from '../deadly.js';
import { groupByRule, type RuleGroup } from '../groups.js';
import { titleOf, whyOf } from '../wording-of-finding.js';
import type { Chart } from './charts.js';
import { escapeHtml } from './escape.js';

/** The top of the page: what was audited, how bad it is, which rules found how much, and the distributions. */
export function summaryHtml(result: AuditResult, charts: readonly Chart[], say: Say): string {
  const { dataset, summary, findings } = result;
  const facts = say('report.dataset', { ...dataset, classes: dataset.classes.length });
  const tiles = [
    tile('error', summary.errors, say('report.tile.errors', { count: summary.errors })),
    tile('warning', summary.warnings, say('report.tile.warnings', { count: summary.warnings })),
    tile('info', summary.infos, say('report.tile.infos', { count: summary.infos })),
  ];
  const groups = groupByRule(findings);
  return `<header class="top">
<p class="tool">keel audit <span>${escapeHtml(result.version)}</span></p>
<h1>${escapeHtml(basename(dataset.root))}</h1>
<p class="facts">${escapeHtml(facts)}</p>
<p class="root"><code>${escapeHtml(dataset.root)}</code></p>
</header>
<section class="verdict">
<p class="verdict-line">${escapeHtml(verdict(findings, say))}</p>
<div class="tiles">${tiles.join('')}</div>
</section>
${groups.length > 0 ? ruleTable(groups, say) : ''}
<section class="charts" aria-label="${escapeHtml(say('report.charts'))}">
<h2>${escapeHtml(say('report.charts'))}</h2>
<p class="hint">${escapeHtml(say('report.charts.hint'))}</p>
<div class="chart-grid">${charts.map(figure).join('')}</div>
</section>`;
}

function tile(severity: string, count: number, label: string): string {
  return `<div class="tile ${severity}${count === 0 ? ' zero' : ''}"><b>${count.toLocaleString('en')}</b><span>${escapeHtml(label)}</span></div>`;
}

function ruleTable(groups: readonly RuleGroup[], say: Say): string {
  const most = Math.max(...groups.map(({ findings }) => findings.length));
  const rows = groups.map(({ code, severity, findings }) => {
    const share = Math.round((100 * Math.log10(findings.length + 1)) / Math.log10(most + 1));
    return `<tr><td><span class="dot ${severity}"></span><a href="#findings" data-rule="${escapeHtml(code)}">${escapeHtml(code)}</a></td><td>${escapeHtml(titleOf(code, say))}<p class="hint">${escapeHtml(whyOf(code, say))}</p></td><td class="number">${findings.length.toLocaleString('en')}</td><td class="share"><span class="${severity}" style="width:${share}%"></span></td></tr>`;
  });
  return `<section class="rules"><h2>${escapeHtml(say('report.rules'))}</h2>
<table><thead><tr><th>${escapeHtml(say('report.column.rule'))}</th><th>${escapeHtml(say('report.column.about'))}</th><th class="number">${escapeHtml(say('report.column.count'))}</th><th></th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></section>`;
}

function figure({ caption, svg, tall }: Chart): string {
  return `<figure class="chart${tall ? ' tall' : ''}"><figcaption>${escapeHtml(caption)}</figcaption>${svg}</figure>`;
}
