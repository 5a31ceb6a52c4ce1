import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { packageRoot } from '../../foundation/package-root.js';
import type { AuditResult } from '../types.js';
import { drawCharts } from './html/charts.js';
import { cutCardCrops } from './html/crops.js';
import { pageData } from './html/data.js';
import { escapeHtml } from './html/escape.js';
import { summaryHtml } from './html/summary.js';
import type { ReportContext, Reporter } from './reporter.js';

const builtPage = join(packageRoot, 'dist', 'web', 'report');

/**
 * One HTML file that needs nothing else: no network, no server. Its content security policy allows only its own script
 * and pictures, so that no text from a dataset can run or load anything.
 */
export const html: Reporter = (result, context) => htmlPage(result, context, builtPage);

/** The page from the sources in `folder`: `page.html`, `page.css` and the bundled `page.js`. */
export async function* htmlPage(result: AuditResult, context: ReportContext, folder: string): AsyncGenerator<string> {
  const { say } = context;
  const [template, style, script] = await Promise.all(
    ['page.html', 'page.css', 'page.js'].map((name) => readFile(join(folder, name), 'utf8')),
  );
  const crops = await cutCardCrops(result, context);
  const charts = await drawCharts(result.statistics, say);
  const parts: Record<string, () => Iterable<string>> = {
    language: () => [say('report.language')],
    title: () => [escapeHtml(say('report.title', { name: basename(result.dataset.root) }))],
    scriptHash: () => [`'sha256-${createHash('sha256').update(script).digest('base64')}'`],
    style: () => [style],
    summary: () => [summaryHtml(result, charts, say)],
    noscript: () => [escapeHtml(say('report.noscript'))],
    data: () => pageData(result, crops, say),
    script: () => [script],
  };
  // Odd pieces are names of parts.
  for (const [index, piece] of template.split(/\{\{(\w+)\}\}/).entries()) {
    if (index % 2 === 0) yield piece;
    else yield* parts[piece]();
  }
}
