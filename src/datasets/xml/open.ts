import type { Listing } from '../layout/folder.js';
import { folderOf, ImageIndex, isImage } from '../layout/pairing.js';
import { pairSources } from '../layout/sources.js';
import { sortedSplits, splitOf } from '../layout/splits.js';
import type { Dataset } from '../types.js';
import type { XmlFolder } from './folders.js';
import { compareWithLists, listedForSeveralSplits, readImageSets, SplitsByList } from './image-sets.js';

/**
 * Pairs the annotation files of some folders with their images, and finds splits by the lists in `ImageSets/`, else by
 * folder names: those of the annotations, then those of the images.
 */
export function openXmlFolders(
  listing: Listing,
  folders: readonly XmlFolder[],
): Pick<Dataset, 'splits' | 'sources' | 'imageCount' | 'unpaired' | 'shared'> {
  const sets = readImageSets(listing);
  const lists = new SplitsByList(sets);
  const files = folders.flatMap(({ folder, files }) => {
    const ownSplit = splitOf(folder);
    const imageFolder = ownSplit === undefined ? undefined : imageFolderOf(listing, folder, ownSplit);
    return files.map((file) => ({
      file,
      ...(imageFolder !== undefined && { imageFolder }),
      split: (imageFile: string | undefined) => {
        const usual = ownSplit ?? (imageFile === undefined ? undefined : splitOf(folderOf(imageFile)));
        return lists.find(file.stem, usual) ?? usual;
      },
    }));
  });
  const { sources, unpaired } = pairSources(listing.root, files, new ImageIndex(listing));
  return {
    splits: sortedSplits(sources.map(({ split }) => split)),
    sources,
    imageCount: sources.length,
    unpaired: compareWithLists(sets, sources, unpaired),
    shared: listedForSeveralSplits(sets),
  };
}

/** Where the images of a split's annotations are: beside them, or in the folder named for the same split. */
function imageFolderOf({ folders }: Listing, annotations: string, split: string): string | undefined {
  if (folders.get(annotations)?.some(isImage)) return annotations;
  return [...folders].find(([folder, files]) => splitOf(folder) === split && files.some(isImage))?.[0];
}
