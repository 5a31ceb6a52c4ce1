import { KeelError } from '../../foundation/errors.js';
import { describeListing, type Listing, listingOf } from '../layout/folder.js';
import type { Dataset, Detection, OpenOptions } from '../types.js';
import { evidenceOf, findXmlFolders, type XmlFolder } from '../xml/folders.js';
import { openXmlFolders } from '../xml/open.js';
import { hrscClasses, shipClass } from './classes.js';
import { hrscVariants } from './elements.js';

/** Folders of HRSC2016 files. The download holds them twice: `FullDataSet/` has what `Train/` and `Test/` have. */
function annotationFolders(listing: Listing): XmlFolder[] {
  const found = findXmlFolders(listing).filter(({ kind }) => kind === 'hrsc');
  const full = found.filter(({ folder }) => /(?:^|\/)FullDataSet\//i.test(folder));
  return full.length > 0 ? full : found;
}

/** Looks for XML files that begin with `HRSC_Image`. */
export async function detect(root: string): Promise<Detection | undefined> {
  const folders = annotationFolders(listingOf(root));
  if (folders.length === 0) return undefined;
  const confidence = 0.98 * Math.max(...folders.map(({ likeness }) => likeness));
  return { format: 'hrsc2016', variant: hrscVariants[0], confidence, evidence: evidenceOf(folders) };
}

/**
 * Opens an HRSC2016 dataset: `FullDataSet/Annotations/` with `FullDataSet/AllImages/`, or any other folders of such
 * files. All objects are ships unless `variant` is `classwise`.
 * Throws `datasets/nothing-to-read` and `datasets/unknown-variant`.
 */
export async function open(root: string, options: OpenOptions): Promise<Dataset> {
  const listing = listingOf(root);
  const sure = annotationFolders(listing);
  const folders = sure.length > 0 ? sure : findXmlFolders(listing).filter(({ kind }) => kind === 'unreadable');
  if (folders.length === 0) {
    throw new KeelError('datasets/nothing-to-read', { root, format: 'hrsc2016', seen: describeListing(listing) });
  }
  const { variant = hrscVariants[0] } = options;
  if (!hrscVariants.some((known) => known === variant)) {
    throw new KeelError('datasets/unknown-variant', { variant, known: [...hrscVariants] });
  }
  return {
    format: 'hrsc2016',
    variant,
    root,
    classes: options.classes ?? (variant === 'classwise' ? hrscClasses : [shipClass]),
    classesIgnoreCase: false,
    classesFrom: options.classes === undefined ? 'standard' : 'file',
    ...openXmlFolders(listing, folders),
  };
}
