import { readFileSync, statSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { KeelError, reasonOf } from '../../foundation/errors.js';

// What is longer describes no dataset, and would take minutes to parse.
const longest = 2 ** 22;

/**
 * The content of a YAML file as plain data; undefined for one that is malformed or huge and names no classes, which is
 * none of ours. Aliases are bounded, so that a small file cannot grow without end.
 * Throws `datasets/malformed-yaml` with the line, and `files/unreadable`.
 */
export function readYaml(file: string): unknown {
  let text: string;
  try {
    if (statSync(file).size > longest) return undefined;
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new KeelError('files/unreadable', { file, reason: reasonOf(error) }, { file }, error);
  }
  const document = parseDocument(text, { prettyErrors: true });
  const [problem] = document.errors;
  if (problem !== undefined) {
    if (!/^\s*names\s*:/m.test(text)) return undefined;
    const reason = problem.message.split('\n')[0];
    throw new KeelError('datasets/malformed-yaml', { file, reason }, { file, line: problem.linePos?.[0].line });
  }
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new KeelError('datasets/malformed-yaml', { file, reason: reasonOf(error) }, { file }, error);
  }
}
