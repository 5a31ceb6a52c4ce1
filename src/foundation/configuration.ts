import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { KeelError, reasonOf } from './errors.js';

/** Configuration files Keel looks for in the working folder, first found wins. They are parsed, never executed. */
export const configurationNames = ['keel.config.yaml', 'keel.config.yml', 'keel.config.json'] as const;

/** The configuration file of a folder, or undefined. */
export function findConfiguration(folder: string): string | undefined {
  return configurationNames.map((name) => join(folder, name)).find((file) => existsSync(file));
}

/**
 * Reads a YAML or JSON file and checks it against a shape.
 * Throws `configuration/unreadable`, `configuration/malformed` or `configuration/invalid`, with the line.
 */
export function readConfiguration<Shape extends z.ZodType>(file: string, shape: Shape): z.infer<Shape> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new KeelError('configuration/unreadable', { file, reason: reasonOf(error) }, { file }, error);
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const [syntaxError] = document.errors;
  if (syntaxError !== undefined) {
    const { line } = lineCounter.linePos(syntaxError.pos[0]);
    throw new KeelError('configuration/malformed', { file, reason: syntaxError.message }, { file, line });
  }
  const checked = shape.safeParse(document.toJS() ?? {});
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  // An unknown key is reported at its parent; point at the key itself.
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue.path;
  const node = document.getIn(path, true);
  const offset = isNode(node) ? node.range?.[0] : undefined;
  const line = offset === undefined ? 1 : lineCounter.linePos(offset).line;
  throw new KeelError('configuration/invalid', { file, key: path.join('.'), reason: issue.message }, { file, line });
}
