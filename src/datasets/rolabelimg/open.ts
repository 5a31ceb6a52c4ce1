import { KeelError } from '../../foundation/errors.js';
import { declaredClasses } from '../layout/declared-classes.js';
import { describeListing, type Listing, listingOf } from '../layout/folder.js';
import type { Dataset, Detection, OpenOptions } from '../types.js';
import { evidenceOf, findXmlFolders, type XmlFolder } from '../xml/folders.js';
import { openXmlFolders } from '../xml/open.js';
import type { RolabelimgVariant } from './elements.js';

/** Confidence by variant; a folder of empty files says little. */
const confidences: Readonly<Record<RolabelimgVariant, number>> = { rotated: 0.95, horizontal: 0.4 };
const confidenceWithoutObjects = 0.2;

function annotationFolders(listing: Listing): XmlFolder[] {
  return findXmlFolders(listing).filter(({ kind }) => kind === 'rotated' || kind === 'horizontal' || kind === 'empty');
}

function variantOf(folders: readonly XmlFolder[]): RolabelimgVariant {
  return folders.some(({ kind }) => kind === 'horizontal') && !folders.some(({ kind }) => kind === 'rotated')
    ? 'horizontal'
    : 'rotated';
}

/**
 * Looks for Pascal VOC files with `robndbox` of centre, sides and angle. Plain Pascal VOC, which is what roLabelImg
 * writes where nobody turned a box, is recognised with little confidence.
 */
export async function detect(root: string): Promise<Detection | undefined> {
  const folders = annotationFolders(listingOf(root));
  if (folders.length === 0) return undefined;
  const variant = variantOf(folders);
  const hasObjects = folders.some(({ kind }) => kind !== 'empty');
  const confidence = hasObjects ? confidences[variant] : confidenceWithoutObjects;
  const likeness = Math.max(...folders.map((folder) => folder.likeness));
  return { format: 'rolabelimg', variant, confidence: confidence * likeness, evidence: evidenceOf(folders) };
}

/**
 * Opens folders of roLabelImg or plain Pascal VOC files, beside their images or apart from them.
 * Throws `datasets/nothing-to-read` and `datasets/unknown-variant`.
 */
export async function open(root: string, options: OpenOptions): Promise<Dataset> {
  const listing = listingOf(root);
  const sure = annotationFolders(listing);
  const folders = sure.length > 0 ? sure : findXmlFolders(listing).filter(({ kind }) => kind === 'unreadable');
  if (folders.length === 0) {
    throw new KeelError('datasets/nothing-to-read', { root, format: 'rolabelimg', seen: describeListing(listing) });
  }
  const variant = variantOf(folders);
  if (options.variant !== undefined && options.variant !== variant) {
    throw new KeelError('datasets/unknown-variant', { variant: options.variant, known: [variant] });
  }
  const classes = options.classes ?? declaredClasses(listing, folders[0].folder)?.names;
  return {
    format: 'rolabelimg',
    variant,
    root,
    classes: classes ?? [],
    classesIgnoreCase: false,
    classesFrom: classes === undefined ? 'labels' : 'file',
    ...openXmlFolders(listing, folders),
  };
}
