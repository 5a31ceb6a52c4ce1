import { openDataset } from '../datasets/index.js';
import type { AnnotationSource, Dataset, OpenOptions } from '../datasets/types.js';
import type { Finding } from '../foundation/finding.js';
import { version } from '../foundation/package-root.js';
import { defaultJobs, mapInOrder } from '../foundation/parallel.js';
import { stockTrainSetup } from './consequences/index.js';
import { finding, ruleOf, type ScanChunk, type ScanResult } from './scan.js';
import { activeRules, type RuleSettings } from './settings.js';
import { emptyStatistics, finishStatistics, mergeStatistics } from './statistics.js';
import type { AuditResult, TrainSetup } from './types.js';

export interface AuditOptions extends OpenOptions {
  readonly rules?: RuleSettings;
  /** Size images are resized into for training; MMRotate's stock size for the dataset otherwise. */
  readonly trainSize?: TrainSetup;
  /** Decode every image in full, not only its header. */
  readonly decode?: boolean;
  /** Worker threads; all cores by default. */
  readonly jobs?: number;
  /** Called as annotation files are done. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Audits a dataset: reads every annotation file on all cores and reports what would hurt a training run.
 * The result depends on the dataset and the options only, never on timing.
 *
 * Throws a `KeelError` where the folder is no dataset, or a rule is set wrongly; bad content becomes findings.
 */
export async function auditDataset(root: string, options: AuditOptions = {}): Promise<AuditResult> {
  const rules = activeRules(options.rules);
  const dataset = await openDataset(root, options);
  const train = options.trainSize ?? stockTrainSetup(dataset);
  const settings = { dataset: withoutLists(dataset), rules, train, decode: options.decode ?? false };

  const statistics = emptyStatistics();
  const states = new Map<string, unknown>(rules.map((setting) => [setting.code, ruleOf(setting).dataset?.start()]));
  const findings: Finding[] = [];
  let done = 0;
  for await (const result of scan(chunksOf(dataset.sources), settings, options.jobs)) {
    for (const found of result.findings) findings.push(found);
    mergeStatistics(statistics, result.statistics);
    for (const setting of rules) {
      ruleOf(setting).dataset?.merge(states.get(setting.code), result.states[setting.code]);
    }
    done += result.sources;
    options.onProgress?.(done, dataset.sources.length);
  }
  for (const setting of rules) {
    const rule = ruleOf(setting);
    rule.dataset?.finish(states.get(setting.code), dataset, setting.options, (report) => {
      findings.push(finding(rule, setting, report, { file: '.', consequences: [] }));
    });
  }
  return {
    tool: 'keel',
    version,
    dataset: {
      format: dataset.format,
      variant: dataset.variant,
      root: dataset.root,
      images: dataset.imageCount,
      annotations: statistics.annotations,
      classes: dataset.classes,
    },
    summary: summarise(findings),
    statistics: finishStatistics(statistics),
    findings,
  };
}

function scan(
  chunks: Iterable<readonly AnnotationSource[]>,
  settings: Omit<ScanChunk, 'sources'>,
  jobs: number = defaultJobs,
): AsyncGenerator<ScanResult> {
  const inputs = (function* () {
    for (const sources of chunks) yield { ...settings, sources };
  })();
  return mapInOrder<ScanChunk, ScanResult>(inputs, { module: scanModule, name: 'scanChunk' }, jobs);
}

const scanModule = new URL(import.meta.url.endsWith('.ts') ? './scan.ts' : './scan.js', import.meta.url);

const chunkBytes = 1_000_000;
const chunkFiles = 256;

/** Runs of files that are worth a trip to a worker thread. */
function* chunksOf(sources: readonly AnnotationSource[]): Generator<readonly AnnotationSource[]> {
  let chunk: AnnotationSource[] = [];
  let bytes = 0;
  for (const source of sources) {
    chunk.push(source);
    bytes += source.bytes;
    if (bytes >= chunkBytes || chunk.length >= chunkFiles) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
  }
  if (chunk.length > 0) yield chunk;
}

function withoutLists(dataset: Dataset): Dataset {
  return { ...dataset, sources: [], unpaired: [], shared: [] };
}

function summarise(findings: readonly Finding[]): AuditResult['summary'] {
  const bySeverity = { error: 0, warning: 0, info: 0 };
  const byCode: Record<string, number> = {};
  for (const { severity, code } of findings) {
    bySeverity[severity] += 1;
    byCode[code] = (byCode[code] ?? 0) + 1;
  }
  return { errors: bySeverity.error, warnings: bySeverity.warning, infos: bySeverity.info, byCode };
}
