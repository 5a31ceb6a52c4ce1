import { KeelError } from '../../foundation/errors.js';
import { declaredClasses } from '../layout/declared-classes.js';
import { describeListing, type Listing, listingOf } from '../layout/folder.js';
import type { Dataset, Detection, OpenOptions } from '../types.js';
import { evidenceOf, findXmlFolders, type XmlFolder } from '../xml/folders.js';
import { openXmlFolders } from '../xml/open.js';
import { diorClasses } from './classes.js';
import type { DiorVariant } from './elements.js';

/** DIOR's names without hyphens, which some copies leave out. */
const plainNames: ReadonlySet<string> = new Set(diorClasses.map(plainName));
/** Those that other horizontal datasets hardly use; `ship` and `vehicle` are everywhere. */
const tellingName = /^expressway|field$|court$|^storagetank$|^trainstation$|^windmill$|^chimney$/;
const tellingFolders = /(?:^|\/)(?:(?:Oriented|Horizontal) Bounding Boxes|JPEGImages-(?:trainval|test))$/i;

interface Variant {
  readonly variant: DiorVariant;
  readonly folders: readonly XmlFolder[];
  readonly confidence: number;
}

/** The variants that a listing holds for sure, oriented first. */
function variantsOf(listing: Listing): Variant[] {
  const named = [...listing.folders.keys()].some((folder) => tellingFolders.test(folder));
  const found = findXmlFolders(listing);
  const oriented = found.filter(
    ({ kind, folder }) => kind === 'corners' || (kind === 'empty' && /oriented/i.test(folder)),
  );
  const horizontal = found.filter(
    ({ kind, folder, classNames }) =>
      (kind === 'horizontal' && (named || isDiorLike(classNames))) || (kind === 'empty' && /horizontal/i.test(folder)),
  );
  return filled([
    { variant: 'oriented', folders: oriented, confidence: 0.97 },
    { variant: 'horizontal', folders: horizontal, confidence: 0.85 },
  ]);
}

/** What can be read as DIOR if somebody says that it is. */
function possibleVariantsOf(listing: Listing): Variant[] {
  const found = findXmlFolders(listing);
  const horizontal = found.filter(({ kind }) => kind === 'horizontal');
  const unknown = found.filter(({ kind }) => kind === 'empty' || kind === 'unreadable');
  return filled([
    { variant: 'horizontal', folders: horizontal, confidence: 0 },
    { variant: 'oriented', folders: unknown, confidence: 0 },
  ]);
}

function filled(variants: readonly Variant[]): Variant[] {
  return variants.filter(({ folders }) => folders.length > 0);
}

function isDiorLike(classNames: ReadonlySet<string>): boolean {
  const names = [...classNames].map(plainName);
  return names.every((name) => plainNames.has(name)) && names.some((name) => tellingName.test(name));
}

function plainName(name: string): string {
  return name.replaceAll('-', '');
}

/**
 * Looks for Pascal VOC files with `robndbox` corners, or with `bndbox` only where folder names or class names are
 * DIOR's. Other Pascal VOC is left to roLabelImg's format.
 */
export async function detect(root: string): Promise<Detection | undefined> {
  const [best] = variantsOf(listingOf(root));
  if (best === undefined) return undefined;
  const { variant, folders, confidence } = best;
  const likeness = Math.max(...folders.map((folder) => folder.likeness));
  return { format: 'dior', variant, confidence: confidence * likeness, evidence: evidenceOf(folders) };
}

/**
 * Opens a DIOR dataset: `Annotations/Oriented Bounding Boxes/`, `Annotations/Horizontal Bounding Boxes/`, or any other
 * folders of such files; images wherever they lie. Oriented boxes are read where there are both, unless `variant` says
 * otherwise. Throws `datasets/nothing-to-read` and `datasets/unknown-variant`.
 */
export async function open(root: string, options: OpenOptions): Promise<Dataset> {
  const listing = listingOf(root);
  const sure = variantsOf(listing);
  const variants = sure.length > 0 ? sure : possibleVariantsOf(listing);
  if (variants.length === 0) {
    throw new KeelError('datasets/nothing-to-read', { root, format: 'dior', seen: describeListing(listing) });
  }
  const wanted = options.variant ?? variants[0].variant;
  const chosen = variants.find(({ variant }) => variant === wanted);
  if (chosen === undefined) {
    throw new KeelError('datasets/unknown-variant', { variant: wanted, known: variants.map(({ variant }) => variant) });
  }
  const classes = options.classes ?? declaredClasses(listing, chosen.folders[0].folder)?.names;
  return {
    format: 'dior',
    variant: chosen.variant,
    root,
    classes: classes ?? diorClasses,
    classesIgnoreCase: true,
    classesFrom: classes === undefined ? 'standard' : 'file',
    ...openXmlFolders(listing, chosen.folders),
  };
}
