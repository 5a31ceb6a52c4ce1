import { KeelError } from '../../foundation/errors.js';
import { declaredClasses } from '../layout/declared-classes.js';
import { describeListing, listingOf } from '../layout/folder.js';
import { ImageIndex } from '../layout/pairing.js';
import { pairSources } from '../layout/sources.js';
import { sortedSplits, splitOf } from '../layout/splits.js';
import type { Dataset, Detection, OpenOptions } from '../types.js';
import { dotaClasses } from './classes.js';
import { findLabelFolders, releasesOf } from './layout.js';

/** Looks for folders of text files whose lines are eight numbers and a class. */
export async function detect(root: string): Promise<Detection | undefined> {
  const found = findLabelFolders(listingOf(root));
  const [release] = releasesOf(root, found);
  if (release === undefined) return undefined;
  const { variant, folders } = release;
  const likeness = Math.max(...folders.map((folder) => folder.likeness));
  return {
    format: 'dota',
    variant,
    confidence: 0.95 * likeness,
    evidence: folders.map(({ folder, files }) => `${folder === '' ? '' : `${folder}/`}*.txt × ${files.length}`),
  };
}

/**
 * Opens a DOTA dataset in any of its layouts: `labelTxt/`, `labelTxt-v1.5/…`, `annfiles/`, folders per split, or a bare
 * folder of text files. Of several releases side by side the latest is read unless `variant` names one.
 * Throws `datasets/nothing-to-read` and `datasets/unknown-variant`.
 */
export async function open(root: string, options: OpenOptions): Promise<Dataset> {
  const listing = listingOf(root);
  const releases = releasesOf(root, findLabelFolders(listing));
  if (releases.length === 0) {
    throw new KeelError('datasets/nothing-to-read', { root, format: 'dota', seen: describeListing(listing) });
  }
  const { variant } = options;
  const release = variant === undefined ? releases[0] : releases.find((candidate) => candidate.variant === variant);
  if (release === undefined) {
    throw new KeelError('datasets/unknown-variant', { variant, known: releases.map((known) => known.variant) });
  }
  const files = release.folders.flatMap(({ folder, files }) => {
    const split = splitOf(folder);
    return files.filter(({ stem }) => stem !== 'classes').map((file) => ({ file, split }));
  });
  const { sources, unpaired } = pairSources(root, files, new ImageIndex(listing));
  const declared = options.classes ?? declaredClasses(listing, release.folders[0].folder)?.names;
  const standard = release.variant === 'custom' ? undefined : dotaClasses[release.variant];
  return {
    format: 'dota',
    variant: release.variant,
    root,
    classes: declared ?? standard ?? [],
    classesIgnoreCase: false,
    classesFrom: declared !== undefined ? 'file' : standard !== undefined ? 'standard' : 'labels',
    splits: sortedSplits(sources.map(({ split }) => split)),
    sources,
    imageCount: sources.length,
    unpaired,
  };
}
