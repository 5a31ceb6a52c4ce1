import type { CommanderError } from 'commander';
import { type ErrorCode, KeelError } from '../foundation/errors.js';

/** Keel's codes for the parser's, and the parts of its message in quotes, in order. */
const codes: Readonly<Record<string, { readonly code: ErrorCode; readonly parts: readonly string[] }>> = {
  'commander.unknownCommand': { code: 'usage/unknown-command', parts: ['command'] },
  'commander.unknownOption': { code: 'usage/unknown-option', parts: ['option'] },
  'commander.missingArgument': { code: 'usage/missing-argument', parts: ['argument'] },
  'commander.optionMissingArgument': { code: 'usage/missing-value', parts: ['option'] },
  'commander.missingMandatoryOptionValue': { code: 'usage/missing-option', parts: ['option'] },
  'commander.invalidArgument': { code: 'usage/invalid-value', parts: ['option', 'value'] },
  'commander.excessArguments': { code: 'usage/too-many-arguments', parts: ['command'] },
};

/** The parser's complaint as an error of Keel's, so that it has a code and a hint and speaks both languages. */
export function usageError({ code, message }: CommanderError): KeelError {
  const known = codes[code];
  if (known === undefined) return new KeelError('usage/invalid-option', { detail: message, command: '' });
  const quoted = [...message.matchAll(/'([^']*)'/g)].map(([, text]) => text);
  const values = Object.fromEntries(known.parts.map((part, index) => [part, quoted[index] ?? '']));
  // What follows the sentence is what was expected.
  const [, expected = ''] = /is invalid\.\s*(.*)$/s.exec(message) ?? [];
  return new KeelError(known.code, { ...values, expected: expected.replace(/^Allowed choices are /, '') });
}
