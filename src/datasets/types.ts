import type { MessageValues } from '../foundation/wording/index.js';
import type { Quad } from '../geometry/types.js';

/** The dataset formats Keel reads and writes. */
export const formatIds = ['dota', 'dior', 'hrsc2016', 'yolo-obb', 'coco', 'rolabelimg'] as const;
export type FormatId = (typeof formatIds)[number];

/** The shape as the file states it, before Keel turns it into four corners. Angles in radians, clockwise, y down. */
export type WrittenShape =
  | { readonly kind: 'polygon' }
  | {
      readonly kind: 'rotated';
      readonly cx: number;
      readonly cy: number;
      readonly w: number;
      readonly h: number;
      readonly theta: number;
    }
  | {
      readonly kind: 'horizontal';
      readonly xmin: number;
      readonly ymin: number;
      readonly xmax: number;
      readonly ymax: number;
    };

/** One object of one image, exactly as written: nothing is clamped, reordered or dropped on reading. */
export interface AnnotatedObject {
  /** Zero-based position among the objects of its image, in file order; objects that could not be read count too. */
  readonly index: number;
  /** One-based line on which the object starts. */
  readonly line: number;
  /** Class name as written; for formats of class ids, the name from the class list, or `#<id>` where it has none. */
  readonly className: string;
  /** Class id where the format writes one. */
  readonly classId?: number;
  /** Corners in file order, pixels; may hold NaN or Infinity if the file does. */
  readonly polygon: Quad;
  readonly written: WrittenShape;
  /** Undefined where the file leaves it out. DOTA: 0 easy, 1 difficult, 2 truncated by a split. */
  readonly difficulty?: number;
  readonly truncated?: boolean;
}

/** Something in an annotation file that could not be read, or had to be guessed. The rest of the file goes on. */
export interface ReadProblem {
  readonly reason: ReadProblemReason;
  /** One-based. */
  readonly line: number;
  /** Zero-based index of the object concerned. */
  readonly object?: number;
  readonly values: MessageValues;
}

export const readProblemReasons = [
  'empty-file', // not even white space; many tools write such files for images without objects
  'not-text', // NUL bytes or a binary file
  'bad-encoding', // not UTF-8
  'line-too-long',
  'too-few-fields',
  'too-many-fields',
  'bad-number', // `--5`, `12..3`; `nan` and `1e999` are numbers and reach V5
  'missing-difficulty',
  'bad-difficulty',
  'header-line', // imagesource: or gsd: (V12)
  'xml-malformed', // truncated, mismatched tags
  'xml-forbidden', // DTD entities, external or not
  'missing-tag',
  'json-malformed',
  'wrong-root', // the XML or JSON of another kind of file
  'dangling-reference', // COCO: annotation of an unknown image or category
  'unsupported-shape', // COCO: RLE, several polygons
  'corners-reduced', // COCO: a polygon of more than four corners became its minimum-area rectangle
  'bad-class-id',
  'image-size-unknown', // YOLO: the image is missing, so normalised coordinates were scaled by an assumed size
  'file-unreadable', // the operating system refuses it: permissions, a broken link, not a plain file
  'file-too-large', // beyond what can be held in one piece
  'too-many-problems', // the file has `more` further problems that are not listed
] as const;
export type ReadProblemReason = (typeof readProblemReasons)[number];

export interface ImageSize {
  readonly width: number;
  readonly height: number;
  readonly depth?: number;
}

/** All annotations of one image. */
export interface ImageAnnotations {
  /** Name without extension; for split images with the window suffix. */
  readonly id: string;
  readonly split?: string;
  /** Path from the dataset's root, forward slashes. */
  readonly annotationFile: string;
  /** Path from the dataset's root; undefined where no image was found. */
  readonly imageFile?: string;
  /** Image file name that the annotation states, where it states one. */
  readonly statedImageName?: string;
  /** Image size that the annotation states, with the line it stands on. */
  readonly statedSize?: ImageSize & { readonly line: number };
  /** Size used to turn normalised coordinates into pixels, where the format is normalised. */
  readonly scaledBy?: ImageSize;
  /** DOTA header lines. */
  readonly imageSource?: string;
  readonly groundSampleDistance?: number;
  readonly objects: readonly AnnotatedObject[];
  readonly problems: readonly ReadProblem[];
}

/** One annotation file, and where its image and split are. Plain data: it travels to worker threads. */
export interface AnnotationSource {
  /** Path from the dataset's root, forward slashes. */
  readonly file: string;
  readonly bytes: number;
  readonly split?: string;
  /** The image that belongs to the file, by name; undefined if there is none, or if one file holds many images. */
  readonly imageFile?: string;
  /** Where one file holds many images: the folders to look for them in, most likely first. */
  readonly imageFolders?: readonly string[];
}

/** A list entry, image or annotation without its counterpart (V22). */
export interface UnpairedItem {
  readonly kind:
    | 'listed-without-annotation'
    | 'listed-without-image'
    | 'image-without-annotation'
    | 'annotation-without-image'
    | 'annotation-unlisted';
  /** Path or stem, as listed. */
  readonly item: string;
  /** The file that lists it, where one does. */
  readonly list?: string;
  readonly line?: number;
}

/** An image that the lists put into splits that must not share any. */
export interface SharedListing {
  readonly item: string;
  /** The splits, such as `train` and `test`. */
  readonly splits: readonly string[];
  /** The later of the lists, and the one-based line in it. */
  readonly list: string;
  readonly line: number;
}

/** An opened dataset: what there is, before any annotation is read. Plain data: it travels to worker threads. */
export interface Dataset {
  readonly format: FormatId;
  /** Flavour within the format: `v1.0`, `v1.5`, `v2.0`, `oriented`, `horizontal`, … */
  readonly variant: string;
  /** Absolute. */
  readonly root: string;
  /** Class names in id order as the dataset or its format declares them; empty where nothing declares any. */
  readonly classes: readonly string[];
  /** Whether class names are compared without regard to case (DIOR-R). */
  readonly classesIgnoreCase: boolean;
  /** Where the class list comes from: a file of the dataset, the format's standard, or the labels themselves. */
  readonly classesFrom: 'file' | 'standard' | 'labels';
  readonly splits: readonly string[];
  /** Sorted by path. */
  readonly sources: readonly AnnotationSource[];
  /** Images that the annotations speak of. */
  readonly imageCount: number;
  /** Size to assume for normalised coordinates whose image is missing. */
  readonly assumedSize?: ImageSize;
  readonly unpaired: readonly UnpairedItem[];
  /** Images listed for several splits, in formats that have lists. */
  readonly shared?: readonly SharedListing[];
}

export interface OpenOptions {
  /** Overrides detection. */
  readonly format?: FormatId;
  /** Picks one of several flavours in one folder, such as `v1.5` beside `v1.0`; the latest is read otherwise. */
  readonly variant?: string;
  /** Class names in id order; overrides what the dataset declares. */
  readonly classes?: readonly string[];
  /** Assumed image size for normalised coordinates when an image is missing. */
  readonly assumedSize?: ImageSize;
}

/** What detection saw: how sure it is, and why. */
export interface Detection {
  readonly format: FormatId;
  readonly variant: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** What it rests on, such as `labelTxt/ with 458 .txt files`. */
  readonly evidence: readonly string[];
}

/** A change to one object of one annotation file. */
export interface ObjectChange {
  readonly object: number;
  readonly change:
    | { readonly kind: 'drop' }
    | { readonly kind: 'replace-polygon'; readonly polygon: Quad }
    | { readonly kind: 'set-difficulty'; readonly difficulty: number }
    | { readonly kind: 'rename-class'; readonly className: string };
}

/** A change to what a file says of its image. */
export type FileChange = { readonly kind: 'set-size'; readonly size: ImageSize } | { readonly kind: 'strip-header' };

/** Changes to one image's annotations. `image` is its id, for formats of many images in a file. */
export interface Amendment {
  readonly image: string;
  readonly objects: readonly ObjectChange[];
  readonly file: readonly FileChange[];
}

/** Something a target format cannot hold, counted while writing. */
export interface Loss {
  /** Such as `difficulty`, `object-order`, `angle-range`, `image-source`. */
  readonly what: string;
  readonly count: number;
  /** First place it happened. */
  readonly example?: string;
}

/** What a writer needs besides the annotations. */
export interface WriteTarget {
  /** Existing, empty folder. */
  readonly root: string;
  readonly classes: readonly string[];
  readonly variant?: string;
  /** Puts an image into the written dataset under the given relative path; the caller decides to copy or to link. */
  readonly placeImage: (image: ImageAnnotations, target: string) => Promise<void>;
  /** True size of an image, for formats that need it; undefined where it cannot be known. */
  readonly sizeOf: (image: ImageAnnotations) => ImageSize | undefined;
}

/** One dataset format. One folder each; nothing outside the folder knows the format's layout. */
export interface DatasetFormat {
  readonly id: FormatId;
  /** Looks at folder names and a few files only. Returns undefined if the folder is of another kind. */
  readonly detect: (root: string) => Promise<Detection | undefined>;
  readonly open: (root: string, options: OpenOptions) => Promise<Dataset>;
  /**
   * Reads one annotation file. Pure but for `sizeOf`: never throws for bad content, reports it in `problems`.
   * `sizeOf` gives an image's pixel size from its header, by path from the root, or undefined.
   */
  readonly parse: (
    dataset: Dataset,
    source: AnnotationSource,
    content: Buffer,
    sizeOf: (imageFile: string) => ImageSize | undefined,
  ) => ImageAnnotations[];
  /** Applies changes to the bytes of a file and leaves everything else in it as it was, byte for byte. */
  readonly amend: (
    dataset: Dataset,
    source: AnnotationSource,
    content: Buffer,
    amendments: readonly Amendment[],
  ) => Buffer;
  /** Writes a whole dataset of this format; returns what it could not carry over. */
  readonly write: (images: AsyncIterable<ImageAnnotations>, target: WriteTarget) => Promise<Loss[]>;
}
