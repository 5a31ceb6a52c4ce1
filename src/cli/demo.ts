import { join } from 'node:path';
import { auditDataset } from '../audit/audit.js';
import { writeFindingPictures } from '../audit/pictures/index.js';
import { printReport, reporters, writeReport } from '../audit/reporters/index.js';
import { makeSample } from '../datasets/sample/index.js';
import { freeName } from '../foundation/files.js';
import { action, type CommonOptions, conventional, type RegisterCommand } from './command.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import { fix } from './fix.js';
import type { Terminal } from './terminal.js';

interface DemoOptions extends CommonOptions {
  readonly out: string;
}

export const demo: RegisterCommand = (program, say) => {
  const command = program
    .command('demo')
    .description(say('audit.demo.description'))
    .option('--out <dir>', say('audit.demo.option.out'), 'runs/demo')
    .action(action(runDemo));
  conventional(command, say, ['keel demo', 'keel demo --out /tmp/keel-demo']);
};

/** The main job from end to end on data the program makes: sample, audit, pictures, repair, audit again. */
async function runDemo(terminal: Terminal, options: DemoOptions): Promise<ExitStatus> {
  const { say, colour, width, quiet } = terminal;
  const folder = freeName(options.out);
  const at = (name: string) => join(folder, name);
  const [dataset, page, pictures, repaired] = ['dataset', 'report.html', 'pictures', 'repaired'].map(at);
  const context = { say, colour, width, quiet };
  const step = (line: string) => terminal.note(`\n${colour.bold(`$ ${line}`)}`);

  step(`keel sample --out ${dataset}`);
  const sample = await terminal.counted(say('audit.demo.drawing'), (onProgress) =>
    makeSample({ out: dataset, onProgress }),
  );
  terminal.note(
    say('audit.demo.made', { images: sample.images, objects: sample.objects, defects: sample.defects.length }),
  );

  step(`keel audit ${dataset} --html ${page} --pictures ${pictures} --fix --out ${repaired}`);
  const before = await auditDataset(dataset);
  if (!terminal.json) await printReport(reporters.terminal, before, context, process.stdout);
  await writeReport(reporters.html, before, context, page);
  terminal.note(say('audit.wrote', { file: page }));
  const drawn = await writeFindingPictures(before, pictures);
  terminal.note(say('audit.demo.pictures', { count: drawn.length, folder: pictures }));
  const after = await fix(terminal, before, { out: repaired, policy: {} });

  if (terminal.json) {
    terminal.printJson({ dataset, page, pictures, repaired, before: before.summary, after: after.summary });
  }
  // What is left needs a person; the demonstration itself went well.
  return exitStatus.fine;
}
