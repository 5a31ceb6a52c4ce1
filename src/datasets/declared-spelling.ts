import type { Dataset, ImageAnnotations } from './types.js';

/**
 * Images with their class names spelt as the dataset declares them, for formats that do not tell cases apart (DIOR-R):
 * a format that does would otherwise take `Ship` for another class than `ship`.
 */
export async function* inDeclaredSpelling(
  { classes, classesIgnoreCase }: Dataset,
  images: AsyncIterable<ImageAnnotations>,
): AsyncGenerator<ImageAnnotations> {
  if (!classesIgnoreCase) {
    yield* images;
    return;
  }
  const declared = new Map(classes.map((name) => [name.toLowerCase(), name]));
  for await (const image of images) {
    const objects = image.objects.map((object) => {
      const className = declared.get(object.className.toLowerCase()) ?? object.className;
      return className === object.className ? object : { ...object, className };
    });
    yield { ...image, objects };
  }
}
