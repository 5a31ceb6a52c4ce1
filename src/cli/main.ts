#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import picocolors from 'picocolors';
import { describeError, KeelError, reasonOf } from '../foundation/errors.js';
import { version } from '../foundation/package-root.js';
import { type Language, languages, type Say, speaker } from '../foundation/wording/index.js';
import { audit } from './audit.js';
import { examplesOf, languageOption, type RegisterCommand } from './command.js';
import { convert } from './convert.js';
import { demo } from './demo.js';
import { exitStatus } from './exit-status.js';
import { merge } from './merge.js';
import { sample } from './sample.js';
import { split } from './split.js';
import { undo } from './undo.js';
import { usageError } from './usage-error.js';

const commands: readonly RegisterCommand[] = [demo, sample, audit, undo, convert, split, merge];

/** `--lang` decides the wording of the help itself, so it is read before the commands are declared. */
function languageOf(argv: readonly string[]): Language {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const value = at < 0 ? undefined : argv[at].includes('=') ? argv[at].split('=')[1] : argv[at + 1];
  return languages.find((language) => language === value) ?? 'en';
}

function program(say: Say): Command {
  const keel = new Command('keel')
    .description(say('cli.description'))
    .version(version, '-V, --version', say('cli.option.version'))
    .helpOption('-h, --help', say('cli.option.help'))
    .addOption(languageOption(say))
    .helpCommand(false)
    .addHelpText('after', examplesOf(say, ['keel demo', 'keel audit data/DIOR', 'keel audit --help']))
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .configureHelp({ styleTitle: (title) => titles(say)[title] ?? title });
  for (const register of commands) register(keel, say);
  for (const command of keel.commands) command.copyInheritedSettings(keel);
  return keel;
}

function titles(say: Say): Record<string, string> {
  return {
    'Usage:': say('cli.usage'),
    'Arguments:': say('cli.arguments'),
    'Options:': say('cli.options'),
    'Commands:': say('cli.commands'),
  };
}

/** Says what went wrong, where, and what to do next; never a stack trace unless `KEEL_DEBUG` asks for one. */
function report(error: unknown, say: Say): void {
  const colour = picocolors.createColors(process.stderr.isTTY === true && !process.env.NO_COLOR);
  const known = error instanceof KeelError ? error : new KeelError('internal/unexpected', { reason: reasonOf(error) });
  const { message, hint } = describeError(known, say);
  const { location } = known;
  process.stderr.write(`${colour.red(say('cli.error'))} ${colour.dim(`[${known.code}]`)} ${message}\n`);
  if (location?.line !== undefined) process.stderr.write(`  ${colour.dim(`${location.file}:${location.line}`)}\n`);
  process.stderr.write(`  ${hint}\n`);
  if (process.env.KEEL_DEBUG) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
}

async function main(argv: readonly string[]): Promise<void> {
  const say = speaker(languageOf(argv));
  // A reader that went away (`keel audit | head`) is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  // An early end runs the exit handlers, which remove what is half-written.
  process.on('SIGINT', () => process.exit(130));
  process.on('SIGTERM', () => process.exit(143));
  try {
    await program(say).parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    process.exitCode = exitStatus.unusable;
    // Without any word the help has been shown, which says all.
    if (error instanceof CommanderError && error.code === 'commander.help') return;
    report(error instanceof CommanderError ? usageError(error) : error, say);
  }
}

await main(process.argv.slice(2));
