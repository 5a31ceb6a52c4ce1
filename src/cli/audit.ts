import { Option } from 'commander';
import { auditDataset } from '../audit/audit.js';
import { loadAuditConfiguration } from '../audit/configuration.js';
import { writeFindingPictures } from '../audit/pictures/index.js';
import { mergePolicies, parsePolicyFlags } from '../audit/repair/summary.js';
import { printReport, type ReporterName, reporters, writeReport } from '../audit/reporters/index.js';
import { mergeRuleSettings, parseRuleFlags } from '../audit/settings.js';
import type { AuditResult } from '../audit/types.js';
import { type ImageTransfer, imageTransfers } from '../datasets/transfer.js';
import { type FormatId, formatIds } from '../datasets/types.js';
import { KeelError } from '../foundation/errors.js';
import { action, type CommonOptions, conventional, type RegisterCommand } from './command.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import { fix } from './fix.js';
import { parsePositiveInteger, parseSize, repeated } from './option-values.js';
import type { Terminal } from './terminal.js';

interface AuditCommandOptions extends CommonOptions {
  readonly format?: FormatId;
  readonly variant?: string;
  readonly classes?: string;
  readonly trainSize?: { width: number; height: number };
  readonly decode?: boolean;
  readonly rule: string[];
  readonly config?: string;
  readonly reporter: ReporterName;
  readonly html?: string;
  readonly sarif?: string;
  readonly markdown?: string;
  readonly pictures?: string;
  readonly all?: boolean;
  readonly jobs?: number;
  readonly fix?: boolean;
  readonly out?: string;
  readonly policy: string[];
  readonly images: ImageTransfer;
  readonly dryRun?: boolean;
}

export const audit: RegisterCommand = (program, say) => {
  const command = program
    .command('audit')
    .description(say('audit.description'))
    .argument('<path>', say('audit.path'))
    .addOption(new Option('--format <format>', say('audit.option.format')).choices([...formatIds]))
    .option('--variant <name>', say('audit.option.variant'))
    .option('--classes <names>', say('audit.option.classes'))
    .option('--train-size <WxH>', say('audit.option.train-size'), parseSize)
    .option('--decode', say('audit.option.decode'))
    .option('--rule <setting>', say('audit.option.rule'), repeated, [])
    .option('--config <file>', say('audit.option.config'))
    .addOption(
      new Option('--reporter <name>', say('audit.option.reporter')).choices(Object.keys(reporters)).default('terminal'),
    )
    .option('--html <file>', say('audit.option.html'))
    .option('--sarif <file>', say('audit.option.sarif'))
    .option('--markdown <file>', say('audit.option.markdown'))
    .option('--pictures <dir>', say('audit.option.pictures'))
    .option('--all', say('audit.option.all'))
    .option('--fix', say('audit.option.fix'))
    .option('--out <dir>', say('audit.option.out'))
    .option('--policy <setting>', say('audit.option.policy'), repeated, [])
    .addOption(new Option('--images <how>', say('audit.option.images')).choices([...imageTransfers]).default('copy'))
    .option('--dry-run', say('audit.option.dry-run'))
    .option('--jobs <n>', say('audit.option.jobs'), parsePositiveInteger)
    .action(action(runAudit));
  conventional(command, say, [
    'keel audit data/DIOR',
    'keel audit data/DIOR --html report.html --pictures bad-boxes',
    'keel audit data/DOTA/train --rule V4=off --rule V17.warningAbove=1000 --json > audit.json',
    'keel audit data/DIOR --fix --out data/DIOR-repaired --policy V4=drop',
  ]);
};

async function runAudit(terminal: Terminal, options: AuditCommandOptions, path: string): Promise<ExitStatus> {
  const configuration = loadAuditConfiguration(options.config, process.cwd());
  const policy = mergePolicies(configuration.policy, parsePolicyFlags(options.policy));
  const audit = {
    format: options.format,
    variant: options.variant,
    classes: options.classes?.split(',') ?? configuration.classes,
    trainSize: options.trainSize ?? configuration.trainSize,
    decode: options.decode ?? configuration.decode,
    rules: mergeRuleSettings(configuration.rules, parseRuleFlags(options.rule)),
    jobs: options.jobs,
  };
  if (options.fix && options.out === undefined && !options.dryRun) {
    throw new KeelError('usage/invalid-option', { command: 'audit', detail: terminal.say('audit.fix-needs-out') });
  }
  const before = await terminal.counted(terminal.say('audit.progress'), (onProgress) =>
    auditDataset(path, { ...audit, onProgress }),
  );
  await writeReports(terminal, options, before);
  const after = options.fix ? await fix(terminal, before, { ...options, policy, audit }) : before;
  return after.summary.errors > 0 ? exitStatus.findings : exitStatus.fine;
}

/** Prints the result and writes the pages and pictures that were asked for. */
async function writeReports(terminal: Terminal, options: AuditCommandOptions, result: AuditResult): Promise<void> {
  const { say, colour, width, quiet } = terminal;
  const context = { say, colour, width, quiet, all: options.all ?? false, jobs: options.jobs };
  await printReport(reporters[terminal.json ? 'json' : options.reporter], result, context, process.stdout);
  for (const name of ['html', 'sarif', 'markdown'] as const) {
    const file = options[name];
    if (file === undefined) continue;
    await writeReport(reporters[name], result, context, file);
    terminal.note(say('audit.wrote', { file }));
  }
  if (options.pictures !== undefined) {
    await writeFindingPictures(result, options.pictures, { jobs: options.jobs });
    terminal.note(say('audit.wrote', { file: options.pictures }));
  }
}
