import { pixelDecimals } from '../text/numbers.js';
import type { Amendment, AnnotationSource, Dataset } from '../types.js';
import { amendXml } from '../xml/amend.js';
import { changeVocObject, setHorizontalBox, setVocSize } from '../xml/pascal-voc-amend.js';
import { cornerElements, diorKind } from './elements.js';

/**
 * Applies changes to a DIOR file. A polygon replaces the corners, or, in the horizontal variant, its bounds replace the
 * box; `angle`, which nobody reads, stays.
 */
export function amend(
  dataset: Dataset,
  source: AnnotationSource,
  content: Buffer,
  amendments: readonly Amendment[],
): Buffer {
  return amendXml(
    {
      format: 'dior',
      kind: diorKind,
      changeObject(editor, object, change) {
        if (change.kind !== 'replace-polygon') return changeVocObject(editor, object, change);
        if (dataset.variant === 'horizontal') {
          setHorizontalBox(editor, object, change.polygon);
        } else {
          for (const [i, value] of change.polygon.entries()) {
            editor.setNumber(object, cornerElements[i], value, pixelDecimals);
          }
        }
        return true;
      },
      setSize: setVocSize,
    },
    source,
    content,
    amendments,
  );
}
