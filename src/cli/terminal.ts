import { type Options as BarOptions, Presets, SingleBar } from 'cli-progress';
import picocolors from 'picocolors';
import { type Language, type Say, speaker } from '../foundation/wording/index.js';

/** Counts a long task: a bar on a terminal, plain lines every few seconds elsewhere, nothing when quiet. */
export interface Progress {
  /** Sets how much is done, in the unit of the total. */
  update(done: number): void;
  stop(): void;
}

/** Told how much of a task is done. */
export type OnProgress = (done: number, total: number) => void;

/** Where a command speaks: results on stdout, everything else on stderr, colour and bars only on a terminal. */
export class Terminal {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly language: Language;
  readonly say: Say;
  /** Colours for stdout; all plain when stdout is no terminal or `NO_COLOR` is set. */
  readonly colour: ReturnType<typeof picocolors.createColors>;

  constructor(options: { json?: boolean; quiet?: boolean; language?: Language } = {}) {
    this.json = options.json ?? false;
    this.quiet = options.quiet ?? false;
    this.language = options.language ?? 'en';
    this.say = speaker(this.language);
    this.colour = picocolors.createColors(usesColour(process.stdout));
  }

  /** Columns to lay text out in; some terminals say that they have none. */
  get width(): number {
    return Math.max(60, process.stdout.columns || 100);
  }

  /** The result of the command. */
  print(text: string): void {
    process.stdout.write(`${text}\n`);
  }

  /** The result of the command for machines. */
  printJson(value: unknown): void {
    process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  /** A remark on the way; silent when quiet, and on stderr when stdout carries JSON. */
  note(text: string): void {
    if (!this.quiet) (this.json ? process.stderr : process.stdout).write(`${text}\n`);
  }

  /** Something the user must see whatever the options. */
  warn(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  /** Starts counting a task of `total` units; the bar appears once the task has taken a second. */
  progress(label: string, total: number): Progress {
    if (this.quiet) return { update: () => {}, stop: () => {} };
    return process.stderr.isTTY ? barProgress(label, total) : lineProgress(label, total);
  }

  /** Runs a task that says how far it is, under a progress display that is gone when the task ends, however it ends. */
  async counted<Result>(label: string, run: (onProgress: OnProgress) => Promise<Result>): Promise<Result> {
    let progress: Progress | undefined;
    try {
      return await run((done, total) => {
        progress ??= this.progress(label, total);
        progress.update(done);
      });
    } finally {
      progress?.stop();
    }
  }
}

/** Whether a stream gets colour: only a terminal does, and never with `NO_COLOR` (any value but an empty one). */
function usesColour(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}

const firstShownAfter = 1000;
const plainLineEvery = 5000;

function barProgress(label: string, total: number): Progress {
  const options: BarOptions = {
    format: `${label} {bar} {percentage}%  {value}/{total}  {eta_formatted}`,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  };
  const started = Date.now();
  let bar: SingleBar | undefined;
  return {
    update(done) {
      if (bar === undefined && Date.now() - started > firstShownAfter) {
        bar = new SingleBar(options, Presets.shades_classic);
        bar.start(total, done);
      }
      bar?.update(done);
    },
    stop: () => bar?.stop(),
  };
}

function lineProgress(label: string, total: number): Progress {
  let last = Date.now();
  return {
    update(done) {
      if (Date.now() - last < plainLineEvery) return;
      last = Date.now();
      process.stderr.write(`${label} ${done}/${total}\n`);
    },
    stop: () => {},
  };
}
