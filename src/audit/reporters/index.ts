import { github } from './github.js';
import { html } from './html.js';
import { json } from './json.js';
import { markdown } from './markdown.js';
import type { Reporter } from './reporter.js';
import { sarif } from './sarif.js';
import { terminal } from './terminal.js';

export type { ReportContext, Reporter } from './reporter.js';
export { printReport, writeReport } from './write.js';

/** The reporters by the name that `--format` of a report takes. */
export const reporters = { terminal, json, sarif, markdown, github, html } as const satisfies Record<string, Reporter>;

export type ReporterName = keyof typeof reporters;

export const reporterNames = Object.keys(reporters) as ReporterName[];
