import { type Command, Option } from 'commander';
import { type Language, languages, type Say } from '../foundation/wording/index.js';
import type { ExitStatus } from './exit-status.js';
import { Terminal } from './terminal.js';

/** Adds one command to the program. One file per command exports one of these. */
export type RegisterCommand = (program: Command, say: Say) => void;

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly lang: Language;
}

/** Adds the options that every command has, and the examples below its help. */
export function conventional(command: Command, say: Say, examples: readonly string[]): Command {
  return command
    .option('--json', say('cli.option.json'))
    .option('-q, --quiet', say('cli.option.quiet'))
    .addOption(languageOption(say))
    .helpOption('-h, --help', say('cli.option.help'))
    .addHelpText('after', examplesOf(say, examples));
}

/** Examples as they stand below a help text. */
export function examplesOf(say: Say, examples: readonly string[]): string {
  return `\n${say('cli.examples')}\n${examples.map((line) => `  $ ${line}`).join('\n')}`;
}

/** `--lang`; also an option of the program itself, so that it may stand before the command. */
export function languageOption(say: Say): Option {
  return new Option('--lang <language>', say('cli.option.lang')).choices([...languages]).default('en');
}

/**
 * Turns what a command does into an action: gives it a terminal, and its exit status to the shell.
 * Errors go up to `main`, which words them.
 */
export function action<Arguments extends unknown[], Options extends CommonOptions>(
  run: (terminal: Terminal, options: Options, ...args: Arguments) => Promise<ExitStatus>,
): (...args: unknown[]) => Promise<void> {
  return async (...args) => {
    const command = args.at(-1) as Command;
    const options = command.optsWithGlobals<Options>();
    const terminal = new Terminal({ json: options.json, quiet: options.quiet, language: options.lang });
    process.exitCode = await run(terminal, options, ...(args.slice(0, -2) as Arguments));
  };
}
