import { KeelError } from '../../foundation/errors.js';
import { boundsOf, minimumAreaRectangle, polygonArea } from '../../geometry/index.js';
import type { Quad } from '../../geometry/types.js';
import { applyEdits, type Edit } from '../layout/edits.js';
import { formatDecimal, pixelDecimals } from '../text/numbers.js';
import { ProblemList } from '../text/problems.js';
import type { Amendment, AnnotationSource, Dataset, FileChange, ObjectChange } from '../types.js';
import { CocoDocument, type CocoList } from './document.js';
import { type CocoId, categoryNames, fileNameOf, ImageIds, idIn } from './entries.js';
import { EntryText } from './entry-text.js';
import type { EntrySpans } from './positions.js';

/** Applies changes to a COCO file: only the entries concerned change, and in them only the values concerned. */
export function amend(
  dataset: Dataset,
  source: AnnotationSource,
  content: Buffer,
  amendments: readonly Amendment[],
): Buffer {
  const document = CocoDocument.read(content, new ProblemList());
  if (document === undefined) throw unwritable(source, 'JSON');
  return new CocoFile(dataset, source, content, document).amend(amendments);
}

/** Index of an image in `images`, and of its annotations in `annotations`, in order. */
interface ImageEntries {
  readonly at: number;
  readonly annotations: number[];
}

class CocoFile {
  readonly #dataset: Dataset;
  readonly #source: AnnotationSource;
  readonly #content: Buffer;
  readonly #document: CocoDocument;
  readonly #edits: Edit[] = [];
  readonly #categories: Map<string, CocoId>;
  readonly #newCategories: { id: number; name: string }[] = [];

  constructor(dataset: Dataset, source: AnnotationSource, content: Buffer, document: CocoDocument) {
    this.#dataset = dataset;
    this.#source = source;
    this.#content = content;
    this.#document = document;
    this.#categories = new Map([...categoryNames(document)].map(([id, name]) => [name, id]));
  }

  amend(amendments: readonly Amendment[]): Buffer {
    const images = this.#images();
    const dropped = new Set<number>();
    for (const { image, objects, file } of amendments) {
      const entries = images.get(image);
      if (entries === undefined) throw unwritable(this.#source, image);
      this.#changeImage(entries.at, file);
      const byObject = new Map<number, ObjectChange['change'][]>();
      for (const { object, change } of objects) byObject.set(object, [...(byObject.get(object) ?? []), change]);
      for (const [object, changes] of byObject) {
        const at = entries.annotations[object];
        if (at === undefined) throw unwritable(this.#source, `${image} #${object}`);
        if (changes.some(({ kind }) => kind === 'drop')) dropped.add(at);
        else this.#changeAnnotation(at, changes);
      }
    }
    this.#edits.push(...dropEdits(this.#list('annotations'), dropped), ...this.#categoryEdits());
    return applyEdits(this.#content, this.#edits);
  }

  #list(name: CocoList): EntrySpans {
    const spans = this.#document.spans(name);
    if (spans === undefined) throw unwritable(this.#source, name);
    return spans;
  }

  /** Images by the ids that reading gives them. */
  #images(): Map<string, ImageEntries> {
    const byCocoId = new Map<CocoId, ImageEntries>();
    const byId = new Map<string, ImageEntries>();
    const ids = new ImageIds();
    for (let at = 0; at < this.#document.count('images'); at += 1) {
      const image = this.#document.entry('images', at) ?? {};
      const cocoId = idIn(image.id);
      if (cocoId === undefined || byCocoId.has(cocoId)) continue;
      const entries = { at, annotations: [] };
      byCocoId.set(cocoId, entries);
      byId.set(ids.idFor(fileNameOf(image) ?? String(cocoId)), entries);
    }
    for (let at = 0; at < this.#document.count('annotations'); at += 1) {
      const cocoId = idIn(this.#document.entry('annotations', at)?.image_id);
      if (cocoId !== undefined) byCocoId.get(cocoId)?.annotations.push(at);
    }
    return byId;
  }

  #changeImage(at: number, changes: readonly FileChange[]): void {
    for (const change of changes) {
      if (change.kind !== 'set-size') throw unsupported(this.#source, change.kind);
      const text = this.#entryText('images', at);
      this.#edits.push(
        ...text.set('width', String(change.size.width)),
        ...text.set('height', String(change.size.height)),
      );
    }
  }

  #changeAnnotation(at: number, changes: readonly ObjectChange['change'][]): void {
    const text = this.#entryText('annotations', at);
    for (const change of changes) {
      switch (change.kind) {
        case 'replace-polygon':
          this.#edits.push(...polygonEdits(text, change.polygon, this.#dataset.variant));
          break;
        case 'set-difficulty':
          this.#edits.push(...text.set(text.has('difficulty') ? 'difficulty' : 'difficult', String(change.difficulty)));
          break;
        case 'rename-class':
          this.#edits.push(...text.set('category_id', JSON.stringify(this.#categoryId(change.className))));
          break;
        case 'drop':
          break;
      }
    }
  }

  #entryText(list: 'images' | 'annotations', at: number): EntryText {
    const { starts, ends } = this.#list(list);
    const text = EntryText.of(this.#content, starts[at], ends[at]);
    if (text === undefined) throw unwritable(this.#source, `${list}[${at}]`);
    return text;
  }

  #categoryId(name: string): CocoId {
    const known = this.#categories.get(name);
    if (known !== undefined) return known;
    const numbers = [...this.#categories.values()].filter((id) => typeof id === 'number');
    const id = Math.max(0, ...numbers) + 1;
    this.#categories.set(name, id);
    this.#newCategories.push({ id, name });
    return id;
  }

  #categoryEdits(): Edit[] {
    if (this.#newCategories.length === 0) return [];
    const { open, ends } = this.#list('categories');
    const text = this.#newCategories.map((category) => JSON.stringify(category)).join(', ');
    const at = ends.at(-1) ?? open;
    return [{ start: at, end: at, text: ends.length === 0 ? text : `, ${text}` }];
  }
}

/** Puts a polygon into every field of an annotation that states the shape. */
function polygonEdits(text: EntryText, polygon: Quad, variant: string): Edit[] {
  const edits: Edit[] = [];
  const bbox = text.numbersIn('bbox');
  if (text.hasShape('segmentation')) edits.push(...text.setNumbers('segmentation', polygon, '[[', ']]'));
  if (bbox?.length === 8) edits.push(...text.setNumbers('bbox', polygon, '[', ']'));
  if (bbox?.length === 5) {
    const rectangle = minimumAreaRectangle(polygon);
    if (rectangle.kind === 'rectangle') {
      const { cx, cy, w, h, theta } = rectangle.box;
      const angle = variant === 'rotated-degrees' ? (-theta * 180) / Math.PI : theta;
      // All digits: a rounded angle would move the far corners of a large box.
      edits.push(...text.setNumbers('bbox', [cx, cy, w, h, angle], '[', ']', String));
    }
  }
  if (bbox?.length === 4) {
    const { xmin, ymin, xmax, ymax } = boundsOf(polygon);
    edits.push(...text.setNumbers('bbox', [xmin, ymin, xmax - xmin, ymax - ymin], '[', ']'));
  }
  if (text.has('area')) edits.push(...text.set('area', formatDecimal(polygonArea(polygon), 0, pixelDecimals)));
  return edits;
}

/** Removes entries of a list, each with one of the commas beside it. */
function dropEdits({ starts, ends }: EntrySpans, dropped: ReadonlySet<number>): Edit[] {
  let kept = starts.length - 1;
  while (kept >= 0 && dropped.has(kept)) kept -= 1;
  const edits: Edit[] = [];
  for (const at of dropped) if (at < kept) edits.push({ start: starts[at], end: starts[at + 1], text: '' });
  if (kept < starts.length - 1) {
    edits.push({ start: kept < 0 ? starts[0] : ends[kept], end: ends[ends.length - 1], text: '' });
  }
  return edits;
}

function unwritable(source: AnnotationSource, reason: string): KeelError {
  return new KeelError('datasets/unwritable-annotation', { file: source.file, reason }, { file: source.file });
}

function unsupported(source: AnnotationSource, change: string): KeelError {
  return new KeelError('datasets/change-unsupported', { format: 'coco', change, file: source.file });
}
