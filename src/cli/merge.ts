import { defaultMergeThreshold, mergeDetections } from '../datasets/tiling/index.js';
import { action, type CommonOptions, conventional, type RegisterCommand } from './command.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import { parseNumber, parsePositiveInteger } from './option-values.js';
import type { Terminal } from './terminal.js';
import { warnOfProblems } from './tiling-problems.js';

interface MergeCommandOptions extends CommonOptions {
  readonly out: string;
  readonly threshold: number;
  readonly jobs?: number;
}

export const merge: RegisterCommand = (program, say) => {
  const command = program
    .command('merge')
    .description(say('tiling.merge.description'))
    .argument('<detections>', say('tiling.merge.source'))
    .requiredOption('--out <dir>', say('tiling.merge.option.out'))
    .option('--threshold <iou>', say('tiling.merge.option.threshold'), parseNumber, defaultMergeThreshold)
    .option('--jobs <n>', say('tiling.option.jobs'), parsePositiveInteger)
    .action(action(runMerge));
  conventional(command, say, [
    'keel merge work_dirs/windows --out work_dirs/merged',
    'keel merge work_dirs/windows --out work_dirs/merged --threshold 0.3 --json',
  ]);
};

async function runMerge(terminal: Terminal, options: MergeCommandOptions, source: string): Promise<ExitStatus> {
  const { say } = terminal;
  const result = await terminal.counted(say('tiling.merge.progress'), (onProgress) =>
    mergeDetections(source, options.out, { ...options, onProgress }),
  );
  if (terminal.json) terminal.printJson(result);
  for (const merged of result.classes) terminal.note(say('tiling.merge.class', { ...merged }));
  const sum = (field: 'kept' | 'detections') => result.classes.reduce((total, merged) => total + merged[field], 0);
  const { target, classes } = result;
  terminal.note(
    say('tiling.merge.done', { kept: sum('kept'), detections: sum('detections'), classes: classes.length, target }),
  );
  warnOfProblems(terminal, result.problems);
  return result.problems.length > 0 ? exitStatus.findings : exitStatus.fine;
}
