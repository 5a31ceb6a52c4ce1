import { AsyncLocalStorage } from 'node:async_hooks';
import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { KeelError, reasonOf, systemErrorCode } from '../../foundation/errors.js';

/** One file of a listed folder. */
export interface ListedFile {
  /** Path from the listed root, forward slashes. */
  readonly path: string;
  /** Folder part of the path; empty for files in the root. */
  readonly folder: string;
  /** Name without its last extension. */
  readonly stem: string;
  /** Lower case, with its dot; empty where there is none. */
  readonly extension: string;
}

/** All files below a folder, by folder. */
export interface Listing {
  /** Absolute path, as given. */
  readonly root: string;
  /** Folder path from the root (empty for the root itself) to its files; both in code-unit order. */
  readonly folders: ReadonlyMap<string, readonly ListedFile[]>;
  readonly fileCount: number;
}

// Real layouts are four folders deep at most. A folder of folders is no dataset, and the bounds keep it from costing minutes.
const deepest = 8;
const mostFiles = 2_000_000;
// A folder may be linked from several places (`train/images` and `val/images` to one folder of images), but links in a
// web of folders would otherwise multiply without end.
const mostVisitsOfOneFolder = 8;

/**
 * Lists everything below a folder once. Links are followed, but never into a folder that is being listed already;
 * hidden entries and things that are neither file nor folder are left out.
 * Throws `files/not-found`, `datasets/not-a-folder`, `files/unreadable` for any folder, since a part of the dataset would
 * be missing without a word, and `datasets/too-many-files`.
 */
export function listFolder(root: string): Listing {
  checkFolder(root);
  const folders = new Map<string, ListedFile[]>();
  const visits = new Map<string, number>();
  let fileCount = 0;
  const visit = (folder: string, real: string, above: readonly string[]): void => {
    const seen = visits.get(real) ?? 0;
    if (seen >= mostVisitsOfOneFolder || above.length > deepest) return;
    visits.set(real, seen + 1);
    let entries: Dirent[];
    try {
      entries = readdirSync(join(root, folder), { withFileTypes: true });
    } catch (error) {
      // Disks have this one at their root, for the administrator's eyes only.
      if (folder === 'lost+found') return;
      throw unreadable(join(root, folder), error);
    }
    const files: ListedFile[] = [];
    const below: [folder: string, real: string][] = [];
    for (const entry of entries) {
      const { name } = entry;
      if (name.startsWith('.')) continue;
      const path = folder === '' ? name : `${folder}/${name}`;
      const kind = kindOf(entry, join(root, path));
      if (kind === 'file') files.push(listedFile(path, folder, name));
      if (kind === 'folder') below.push([path, join(real, name)]);
      if (kind === 'linked-folder') {
        const target = realpathSync(join(root, path));
        if (!above.includes(target) && target !== real) below.push([path, target]);
      }
    }
    files.sort((a, b) => (a.path < b.path ? -1 : 1));
    fileCount += files.length;
    if (fileCount > mostFiles)
      throw new KeelError('datasets/too-many-files', { root, most: mostFiles }, { file: root });
    if (files.length > 0) folders.set(folder, files);
    below.sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [path, target] of below) visit(path, target, [...above, real]);
  };
  visit('', realpathSync(root), []);
  const sorted = [...folders].sort(([a], [b]) => (a < b ? -1 : 1));
  return { root, folders: new Map(sorted), fileCount };
}

const shared = new AsyncLocalStorage<Map<string, Listing>>();

/** While `work` runs, each folder is listed once for all who ask: every format looks at the same files. */
export function withSharedListings<Result>(work: () => Promise<Result>): Promise<Result> {
  return shared.getStore() === undefined ? shared.run(new Map(), work) : work();
}

/** The listing of a folder; see `listFolder`. */
export function listingOf(root: string): Listing {
  const known = shared.getStore();
  const listing = known?.get(root) ?? listFolder(root);
  known?.set(root, listing);
  return listing;
}

/** What a folder holds, for people: `labels/ (120 .txt), images/ (120 .jpg, 1 .md)`. */
export function describeListing({ folders }: Listing, most = 6): string {
  const parts = [...folders].slice(0, most).map(([folder, files]) => {
    const counts = new Map<string, number>();
    for (const { extension } of files) counts.set(extension, (counts.get(extension) ?? 0) + 1);
    const kinds = [...counts].map(([extension, count]) => `${count} ${extension || '?'}`);
    return `${folder === '' ? '.' : folder}/ (${kinds.slice(0, most).join(', ')}${kinds.length > most ? ', …' : ''})`;
  });
  return parts.join(', ') + (folders.size > most ? ', …' : '');
}

/** A path as a listed file. */
export function listedFile(path: string, folder: string, name: string): ListedFile {
  const dot = name.lastIndexOf('.');
  return dot <= 0
    ? { path, folder, stem: name, extension: '' }
    : { path, folder, stem: name.slice(0, dot), extension: name.slice(dot).toLowerCase() };
}

/** Throws unless a path is a folder. */
export function checkFolder(root: string): void {
  let isFolder: boolean;
  try {
    isFolder = statSync(root).isDirectory();
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') {
      throw new KeelError('files/not-found', { file: root, cwd: process.cwd() }, { file: root }, error);
    }
    throw unreadable(root, error);
  }
  if (!isFolder) throw new KeelError('datasets/not-a-folder', { file: root }, { file: root });
}

function unreadable(folder: string, error: unknown): KeelError {
  return new KeelError('files/unreadable', { file: folder, reason: reasonOf(error) }, { file: folder }, error);
}

/** A link that leads nowhere counts as a file, so that reading it can say so. */
function kindOf(entry: Dirent, path: string): 'file' | 'folder' | 'linked-folder' | 'other' {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (!entry.isSymbolicLink()) return 'other';
  try {
    const target = statSync(path);
    return target.isDirectory() ? 'linked-folder' : target.isFile() ? 'file' : 'other';
  } catch {
    return 'file';
  }
}
