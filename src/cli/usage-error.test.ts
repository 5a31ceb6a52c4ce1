import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { usageError } from './usage-error.js';

/** The error of a small program that is called with these words. */
function errorOf(...words: string[]) {
  const program = new Command('keel').exitOverride().configureOutput({ outputError: () => {} });
  program
    .command('audit <path>')
    .requiredOption('--out <dir>')
    .addOption(new Option('--reporter <name>').choices(['json', 'html']))
    .option('--size <WxH>', '', () => {
      throw new InvalidArgumentError('800x800');
    })
    .exitOverride()
    .configureOutput({ outputError: () => {} });
  try {
    program.parse(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return usageError(error);
    throw error;
  }
  throw new Error('the program had nothing to complain about');
}

describe('usageError', () => {
  it.each([
    [['audti'], 'usage/unknown-command', { command: 'audti' }],
    [['audit', 'x', '--out', 'y', '--nope'], 'usage/unknown-option', { option: '--nope' }],
    [['audit', '--out', 'y'], 'usage/missing-argument', { argument: 'path' }],
    [['audit', 'x', '--out'], 'usage/missing-value', { option: '--out <dir>' }],
    [['audit', 'x'], 'usage/missing-option', { option: '--out <dir>' }],
    [['audit', 'x', '--size', '0'], 'usage/invalid-value', { option: '--size <WxH>', value: '0', expected: '800x800' }],
    [['audit', 'x', '--reporter', 'pdf'], 'usage/invalid-value', { value: 'pdf', expected: 'json, html.' }],
    [['audit', 'x', 'y', '--out', 'z'], 'usage/too-many-arguments', { command: 'audit' }],
  ])('gives %j the code %s', (words, code, values) => {
    expect(errorOf(...words)).toMatchObject({ code, values });
  });
});
