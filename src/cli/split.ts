import { InvalidArgumentError, Option } from 'commander';
import { windowImageTypes } from '../datasets/tiling/cut-task.js';
import { type SplitOptions, type SplitResult, splitDataset, splitDefaults } from '../datasets/tiling/index.js';
import { formatIds } from '../datasets/types.js';
import { isMessageKey } from '../foundation/wording/index.js';
import { action, type CommonOptions, conventional, type RegisterCommand } from './command.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import { parseNumber, parseNumbers, parsePositiveInteger } from './option-values.js';
import type { Terminal } from './terminal.js';
import { warnOfProblems } from './tiling-problems.js';

interface SplitCommandOptions extends CommonOptions, Omit<SplitOptions, 'classes' | 'onProgress'> {
  readonly out: string;
  readonly classes?: string;
}

export const split: RegisterCommand = (program, say) => {
  const { size, overlap, rates, keptShare, imageShare, padding, imageType, to } = splitDefaults;
  const command = program
    .command('split')
    .description(say('tiling.split.description'))
    .argument('<source>', say('tiling.split.source'))
    .requiredOption('--out <dir>', say('tiling.split.option.out'))
    .option('--size <pixels>', say('tiling.split.option.size'), parsePositiveInteger, size)
    .option('--overlap <pixels>', say('tiling.split.option.overlap'), parseNumber, overlap)
    .addOption(
      new Option('--rates <list>', say('tiling.split.option.rates'))
        .argParser(parseNumbers)
        .default([...rates], rates.join(',')),
    )
    .option('--resize', say('tiling.split.option.resize'))
    .option('--kept-share <share>', say('tiling.split.option.kept-share'), parseNumber, keptShare)
    .option('--image-share <share>', say('tiling.split.option.image-share'), parseNumber, imageShare)
    .addOption(
      new Option('--padding <colour>', say('tiling.split.option.padding'))
        .argParser(parseColour)
        .default([...padding], padding.join(',')),
    )
    .option('--no-padding', say('tiling.split.option.no-padding'))
    .addOption(
      new Option('--image-type <type>', say('tiling.split.option.image-type'))
        .choices([...windowImageTypes])
        .default(imageType),
    )
    .addOption(new Option('--to <format>', say('tiling.split.option.to')).choices([...formatIds]).default(to))
    .addOption(new Option('--format <format>', say('tiling.split.option.format')).choices([...formatIds]))
    .option('--variant <name>', say('datasets.convert.option.variant'))
    .option('--to-variant <name>', say('datasets.convert.option.to-variant'))
    .option('--classes <names>', say('tiling.split.option.classes'))
    .option('--unlabelled', say('tiling.split.option.unlabelled'))
    .option('--jobs <n>', say('tiling.option.jobs'), parsePositiveInteger)
    .action(action(runSplit));
  conventional(command, say, [
    'keel split data/DOTA/train --out data/DOTA-1024/train',
    'keel split data/DOTA/train --out data/DOTA-multiscale/train --overlap 500 --rates 0.5,1,1.5',
    'keel split data/DOTA/test/images --out data/DOTA-1024/test --unlabelled',
  ]);
};

async function runSplit(terminal: Terminal, options: SplitCommandOptions, source: string): Promise<ExitStatus> {
  const result = await terminal.counted(terminal.say('tiling.split.progress'), (onProgress) =>
    splitDataset(source, options.out, { ...options, classes: options.classes?.split(','), onProgress }),
  );
  if (terminal.json) terminal.printJson(result);
  summarise(terminal, result);
  return result.problems.length > 0 ? exitStatus.findings : exitStatus.fine;
}

function summarise(terminal: Terminal, result: SplitResult): void {
  const { say } = terminal;
  const { read, written, cut, lost } = result.objects;
  terminal.note(say('tiling.split.done', { ...result }));
  if (read > 0) terminal.note(say('tiling.split.objects', { read, written, cut }));
  const [noArea, notFinite, cutEverywhere] = [lost['no-area'], lost['not-finite'], lost['cut-everywhere']];
  if (noArea + notFinite + cutEverywhere > 0) {
    terminal.note(say('tiling.split.lost', { noArea, notFinite, cutEverywhere }));
  }
  for (const { what, count, example } of result.losses) {
    const key = `datasets.loss.${what}`;
    terminal.note(say('tiling.split.loss', { what: isMessageKey(key) ? say(key) : what, count, example }));
  }
  warnOfProblems(terminal, result.problems);
}

/** `124,116,104`. */
function parseColour(text: string): [number, number, number] {
  const channels = parseNumbers(text);
  if (channels.length !== 3 || !channels.every((value) => Number.isInteger(value) && value >= 0 && value <= 255)) {
    throw new InvalidArgumentError('124,116,104');
  }
  return channels as [number, number, number];
}
