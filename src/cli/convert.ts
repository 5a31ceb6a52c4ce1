import { Option } from 'commander';
import {
  type ConvertResult,
  convertDataset,
  type FormatId,
  formatIds,
  type ImageSize,
  type ImageTransfer,
  imageTransfers,
} from '../datasets/index.js';
import { isMessageKey } from '../foundation/wording/index.js';
import { action, type CommonOptions, conventional, type RegisterCommand } from './command.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import { parseSize } from './option-values.js';
import type { Terminal } from './terminal.js';

interface ConvertCommandOptions extends CommonOptions {
  readonly to: FormatId;
  readonly toVariant?: string;
  readonly out: string;
  readonly format?: FormatId;
  readonly variant?: string;
  readonly classes?: string;
  readonly assumeSize?: ImageSize;
  readonly images: ImageTransfer;
}

export const convert: RegisterCommand = (program, say) => {
  const command = program
    .command('convert')
    .description(say('datasets.convert.description'))
    .argument('<source>', say('datasets.convert.source'))
    .addOption(
      new Option('--to <format>', say('datasets.convert.option.to')).choices([...formatIds]).makeOptionMandatory(),
    )
    .option('--to-variant <name>', say('datasets.convert.option.to-variant'))
    .requiredOption('--out <dir>', say('datasets.convert.option.out'))
    .addOption(new Option('--format <format>', say('datasets.convert.option.format')).choices([...formatIds]))
    .option('--variant <name>', say('datasets.convert.option.variant'))
    .option('--classes <names>', say('datasets.convert.option.classes'))
    .option('--assume-size <WxH>', say('datasets.convert.option.assume-size'), parseSize)
    .addOption(
      new Option('--images <how>', say('datasets.convert.option.images')).choices([...imageTransfers]).default('copy'),
    )
    .action(action(runConvert));
  conventional(command, say, [
    'keel convert data/DIOR --to dota --out data/DIOR-as-DOTA',
    'keel convert data/DOTA --to yolo-obb --out data/DOTA-yolo --images link',
    'keel convert data/ships.coco --format coco --to hrsc2016 --out data/ships --json',
  ]);
};

async function runConvert(terminal: Terminal, options: ConvertCommandOptions, source: string): Promise<ExitStatus> {
  let progress: ReturnType<Terminal['progress']> | undefined;
  try {
    const result = await convertDataset(source, options.out, {
      to: options.to,
      toVariant: options.toVariant,
      images: options.images,
      format: options.format,
      variant: options.variant,
      classes: options.classes?.split(','),
      assumedSize: options.assumeSize,
      onProgress: (done, total) => {
        progress ??= terminal.progress(terminal.say('datasets.convert.progress'), total);
        progress.update(done);
      },
    });
    progress?.stop();
    if (terminal.json) terminal.printJson(result);
    summarise(terminal, result, options.images);
    return result.problems.some(({ guessed }) => !guessed) ? exitStatus.findings : exitStatus.fine;
  } finally {
    progress?.stop();
  }
}

function summarise(terminal: Terminal, result: ConvertResult, how: ImageTransfer): void {
  const { say } = terminal;
  const { source, target, images, objects, classes, splits, losses, problems } = result;
  terminal.note(
    say('datasets.convert.done', {
      from: say(`datasets.format.${source.format}`),
      variant: source.variant,
      to: say(`datasets.format.${target.format}`),
      images: images.annotated,
      objects,
      classes: classes.length,
      folder: target.root,
    }),
  );
  if (splits.length > 0) terminal.note(say('datasets.convert.splits', { splits }));
  if (images.placed > 0) terminal.note(say('datasets.convert.placed', { placed: images.placed, how }));
  if (images.missing > 0) terminal.note(say('datasets.convert.missing', { missing: images.missing }));
  if (losses.length === 0) terminal.note(say('datasets.convert.nothing-lost'));
  const lost = losses.map(({ what, count, example }) => ({ kind: `loss.${what}`, count, example: example ?? '' }));
  list(terminal, say('datasets.convert.losses'), lost);
  const unread = problems.map(({ reason, count, example }) => ({ kind: `problem.${reason}`, count, example }));
  list(terminal, say('datasets.convert.problems'), unread);
}

/** A heading and a line per kind, the counts in a column. */
function list(
  terminal: Terminal,
  heading: string,
  items: readonly { readonly kind: string; readonly count: number; readonly example: string }[],
): void {
  if (items.length === 0) return;
  const { say, colour } = terminal;
  terminal.note(colour.bold(heading));
  const width = Math.max(...items.map(({ count }) => String(count).length));
  for (const { kind, count, example } of items) {
    const key = `datasets.${kind}`;
    const what = isMessageKey(key) ? say(key) : kind;
    terminal.note(`  ${say('datasets.convert.line', { count: String(count).padStart(width), what, example })}`);
  }
}
