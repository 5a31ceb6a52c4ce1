import { Option } from 'commander';
import { alignColumns } from '../audit/reporters/columns.js';
import {
  defectsByName,
  makeSample,
  manifestName,
  type SampleFormat,
  type SampleManifest,
  sampleDefaults,
  sampleFormats,
} from '../datasets/sample/index.js';
import { isMessageKey } from '../foundation/wording/index.js';
import { action, type CommonOptions, conventional, type RegisterCommand } from './command.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import { parseNumber, parsePositiveInteger } from './option-values.js';
import type { Terminal } from './terminal.js';

interface SampleCommandOptions extends CommonOptions {
  readonly out: string;
  readonly format: SampleFormat;
  readonly images: number;
  readonly size: number;
  readonly seed: number;
  readonly defects: string;
  readonly jobs?: number;
}

export const sample: RegisterCommand = (program, say) => {
  const { format, images, size, seed, defects } = sampleDefaults;
  const command = program
    .command('sample')
    .description(say('sample.description'))
    .requiredOption('--out <dir>', say('sample.option.out'))
    .addOption(new Option('--format <format>', say('sample.option.format')).choices([...sampleFormats]).default(format))
    .option('--images <n>', say('sample.option.images'), parsePositiveInteger, images)
    .option('--size <pixels>', say('sample.option.size'), parsePositiveInteger, size)
    .option('--seed <n>', say('sample.option.seed'), parseNumber, seed)
    .option('--defects <which>', say('sample.option.defects'), defects)
    .option('--jobs <n>', say('sample.option.jobs'), parsePositiveInteger)
    .action(action(runSample));
  conventional(command, say, [
    'keel sample --out sample',
    'keel sample --out clean --images 100 --defects none',
    'keel sample --out thin --format dota --size 1024 --defects V1,thin-box --seed 11',
  ]);
};

async function runSample(terminal: Terminal, options: SampleCommandOptions): Promise<ExitStatus> {
  const { out, format, images, size, seed, jobs } = options;
  const words = options.defects.split(',').map((word) => word.trim());
  const [only] = words;
  const defects = words.length === 1 && (only === 'all' || only === 'none') ? only : words;
  const manifest = await terminal.counted(terminal.say('sample.progress'), (onProgress) =>
    makeSample({ out, format, images, size, seed, defects, jobs, onProgress }),
  );
  if (terminal.json) terminal.printJson(manifest);
  else describe(terminal, manifest, out);
  return exitStatus.fine;
}

function describe(terminal: Terminal, manifest: SampleManifest, folder: string): void {
  const { say, colour } = terminal;
  const { images, objects, format, seed, objectsByClass, imagesBySplit, defects } = manifest;
  terminal.print(say('sample.made', { images, objects, folder, format, seed }));
  terminal.note(`  ${say('sample.counts', { what: say('sample.splits'), counts: list(imagesBySplit) })}`);
  terminal.note(`  ${say('sample.counts', { what: say('sample.classes'), counts: list(objectsByClass) })}`);
  if (defects.length === 0) {
    terminal.note(say('sample.no-defects'));
  } else {
    // An image of bad boxes has findings for its boxes as well; the manifest lists them.
    const main = defects.filter(({ name, code }) => code === defectsByName[name].code);
    terminal.note(`\n${say('sample.defects', { count: main.length, manifest: manifestName })}`);
    const rows = main.map(({ name, code, file, object }) => {
      const key = `sample.defect.${name}`;
      const meaning = isMessageKey(key) ? say(key) : name;
      const remark = defectsByName[name].needsDecode ? ` ${say('sample.needs-decode')}` : '';
      return [colour.bold(code), meaning + remark, colour.dim(object === undefined ? file : `${file} #${object}`)];
    });
    for (const line of alignColumns(rows)) terminal.note(`  ${line}`);
  }
  const decode = defects.some(({ name }) => defectsByName[name].needsDecode);
  terminal.note(`\n${say(decode ? 'sample.next-decode' : 'sample.next', { folder })}`);
}

function list(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
