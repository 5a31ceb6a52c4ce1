import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ListedFile, Listing } from './folder.js';
import { readYaml } from './yaml.js';

/** Class names that a file declares, in id order, and the file. */
export interface DeclaredClasses {
  readonly names: readonly string[];
  readonly file: string;
}

const named = z.union([z.array(z.coerce.string()), z.record(z.string().regex(/^\d+$/), z.coerce.string())]);

/**
 * The class list that belongs to a folder of annotations: `names` of a YAML file or the lines of `classes.txt`, in the
 * dataset's root or, failing that, in a folder between it and the annotations.
 * Throws `datasets/malformed-yaml` for a YAML file that cannot be read.
 */
export function declaredClasses({ root, folders }: Listing, annotations: string): DeclaredClasses | undefined {
  const parts = annotations.split('/');
  for (const depth of parts.keys()) {
    const files = folders.get(parts.slice(0, depth).join('/')) ?? [];
    for (const file of yamlFiles(files)) {
      const names = classNamesOf(readYaml(join(root, file.path)));
      if (names !== undefined) return { names, file: file.path };
    }
    const list = files.find(({ stem, extension }) => stem.toLowerCase() === 'classes' && extension === '.txt');
    if (list !== undefined) return { names: namesInLines(join(root, list.path)), file: list.path };
  }
  return undefined;
}

function namesInLines(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split(/\r\n|\n|\r/);
  return lines.map((line) => line.replace(/^\uFEFF/, '').trim()).filter((line) => line !== '');
}

/** YAML files among some, `data.yaml` first. */
export function yamlFiles(files: readonly ListedFile[]): ListedFile[] {
  const yaml = files.filter(({ extension }) => extension === '.yaml' || extension === '.yml');
  return [...yaml.filter(({ stem }) => stem === 'data'), ...yaml.filter(({ stem }) => stem !== 'data')];
}

/** `names` of a parsed YAML file: a list, or a map from id to name, whose gaps are filled with `#<id>`. */
export function classNamesOf(document: unknown): string[] | undefined {
  const names = named.safeParse((document as { names?: unknown } | null)?.names);
  if (!names.success) return undefined;
  if (Array.isArray(names.data)) return names.data;
  const byId = names.data;
  const count = Math.max(-1, ...Object.keys(byId).map(Number)) + 1;
  if (count > 100_000) return undefined;
  return Array.from({ length: count }, (_, id) => byId[id] ?? `#${id}`);
}
