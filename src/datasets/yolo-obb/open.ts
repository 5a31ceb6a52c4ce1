import { KeelError } from '../../foundation/errors.js';
import { declaredClasses } from '../layout/declared-classes.js';
import { describeListing, listingOf } from '../layout/folder.js';
import { ImageIndex } from '../layout/pairing.js';
import { type AnnotationFile, pairSources } from '../layout/sources.js';
import { sortedSplits, splitOf } from '../layout/splits.js';
import type { Dataset, Detection, OpenOptions } from '../types.js';
import { findDataYaml, resolveDataYaml, splitOfImage } from './data-yaml.js';
import { findLabelFolders, foldersNamedLabels, imageFolderOf } from './layout.js';

/** Looks for folders of text files whose lines are a class id and eight coordinates, and for a `data.yaml`. */
export async function detect(root: string): Promise<Detection | undefined> {
  const listing = listingOf(root);
  const folders = findLabelFolders(listing);
  if (folders.length === 0) return undefined;
  const yaml = findDataYaml(listing);
  const likeness = Math.max(...folders.map((folder) => folder.likeness ?? 0.4));
  return {
    format: 'yolo-obb',
    variant: 'polygon',
    confidence: (yaml === undefined ? 0.85 : 0.95) * likeness,
    evidence: [
      ...folders.map(({ folder, files }) => `${folder === '' ? '' : `${folder}/`}*.txt × ${files.length}`),
      ...(yaml === undefined ? [] : [yaml.file.path]),
    ],
  };
}

/**
 * Opens a YOLO-OBB dataset. Classes and splits come from the YAML file that describes it, splits also from folder names.
 * Throws `datasets/nothing-to-read`, `datasets/malformed-yaml` and `datasets/split-outside`.
 */
export async function open(root: string, _options: OpenOptions): Promise<Dataset> {
  const listing = listingOf(root);
  const found = findLabelFolders(listing);
  const folders = found.length > 0 ? found : foldersNamedLabels(listing);
  if (folders.length === 0) {
    throw new KeelError('datasets/nothing-to-read', { root, format: 'yolo-obb', seen: describeListing(listing) });
  }
  const described = findDataYaml(listing);
  const yaml = described && resolveDataYaml(root, described.file, described.document);
  const files = folders.flatMap(({ folder, files }) => {
    const imageFolder = imageFolderOf(folder);
    const bySplit =
      (expected: string): AnnotationFile['split'] =>
      (imageFile) =>
        (yaml && splitOfImage(yaml, imageFile ?? expected)) ?? splitOf(folder);
    return files.map((file) => ({ file, imageFolder, split: bySplit(`${imageFolder}/${file.stem}`) }));
  });
  const { sources, unpaired } = pairSources(root, files, new ImageIndex(listing));
  const classes = yaml?.classes ?? declaredClasses(listing, folders[0].folder)?.names;
  return {
    format: 'yolo-obb',
    variant: 'polygon',
    root,
    classes: classes ?? [],
    classesIgnoreCase: false,
    classesFrom: classes === undefined ? 'labels' : 'file',
    splits: sortedSplits(sources.map(({ split }) => split)),
    sources,
    imageCount: sources.length,
    unpaired: [...unpaired, ...(yaml?.missing ?? [])],
  };
}
