import type { z } from 'zod';
import type { Decoding } from '../datasets/images/decode.js';
import type { HeaderProblem, ImageHeader } from '../datasets/images/header.js';
import type { AnnotatedObject, Dataset, ImageAnnotations, ImageSize, ReadProblem } from '../datasets/types.js';
import type { Finding, Fix, FixAction, Severity } from '../foundation/finding.js';
import type { MinimumRectangle } from '../geometry/types.js';

export type { ImageHeader };

/** Geometry of one object, computed once and shared by all rules. Pixels of the image as stored. */
export interface ObjectShape {
  readonly object: AnnotatedObject;
  /** All eight coordinates are finite. */
  readonly finite: boolean;
  readonly rectangle: MinimumRectangle;
  /** Sides of the rectangle; 0 for segments (short side) and points; NaN where there is none. */
  readonly longSide: number;
  readonly shortSide: number;
  readonly hullArea: number;
  /** Shoelace area in file order, absolute: far below `hullArea` for a self-crossing quad. */
  readonly ringArea: number;
}

/** How images reach the detector: MMRotate's stock pipeline for the dataset unless the user says otherwise. */
export interface TrainSetup {
  /** The scale images are resized into with their aspect kept, pixels. */
  readonly width: number;
  readonly height: number;
  /** Images are first cut into windows of this size instead, and so keep their scale (DOTA). */
  readonly split?: boolean;
}

/** One image as rules see it. */
export interface AuditedImage {
  readonly dataset: Dataset;
  readonly annotations: ImageAnnotations;
  readonly shapes: readonly ObjectShape[];
  /** From the image's header; undefined where there is no image, or an unreadable one. */
  readonly header: ImageHeader | undefined;
  /** What is wrong with the image file, as its header shows; there may be a header all the same. */
  readonly headerProblem: HeaderProblem | undefined;
  /** What a full decode showed; undefined unless images are decoded. */
  readonly decoded?: Decoding | undefined;
  /** Real size if known, else the stated one. */
  readonly size: ImageSize | undefined;
  /** Factor from stored pixels to training pixels: min(W_t/W, H_t/H), 1 where the size is unknown. */
  readonly scale: number;
}

/** What a rule hands over; the engine adds place, class, shape and consequences. */
export interface Report {
  readonly reason: string;
  readonly severity?: Severity;
  readonly object?: AnnotatedObject;
  /** Zero-based position of an object that could not be read, so that there is no `object`. */
  readonly objectIndex?: number;
  /** What could not be read, where that is what the finding is about; its consequences follow from it. */
  readonly problem?: ReadProblem;
  /** Overrides for findings that are not about an object. */
  readonly file?: string;
  readonly line?: number;
  readonly class?: string;
  readonly values?: Finding['values'];
  readonly fix?: Fix;
}

/** Accumulates over all images, on several threads, and reports at the end. States are plain, cloneable data. */
export interface DatasetCheck<Options, State> {
  readonly start: () => State;
  readonly add: (state: State, image: AuditedImage, options: Options) => void;
  /** Merges a later part of the dataset into an earlier one; parts always arrive in file order. */
  readonly merge: (into: State, later: State) => void;
  readonly finish: (state: State, dataset: Dataset, options: Options, report: (report: Report) => void) => void;
}

/** One audit rule: one file, its test beside it. */
export interface Rule<Options = unknown, State = unknown> {
  /** Catalogue id (`V0` … `V22`), or `D1` … for the statistics rules, which the catalogue does not number. */
  readonly code: string;
  /** Kebab-case, for flags and configuration: `degenerate-box`. */
  readonly name: string;
  /** Most serious severity the rule reports. */
  readonly severity: Severity;
  /** Every reason the rule reports, with the most serious severity it comes with. */
  readonly reasons: Readonly<Record<string, Severity>>;
  /** Causes and safe forms of the catalogue that the rule stands on. */
  readonly catalogue: readonly string[];
  /** Thresholds with their defaults. */
  readonly options: z.ZodType<Options>;
  /** Whether its findings carry the consequences for training. */
  readonly consequential: boolean;
  /** What `--fix` does about it unless told otherwise; `manual` for what only a person can decide. */
  readonly policy: FixAction;
  readonly checkImage?: (image: AuditedImage, options: Options, report: (report: Report) => void) => void;
  readonly dataset?: DatasetCheck<Options, State>;
}

/** The result of an audit; what `--json` prints, but for non-finite numbers, which JSON spells as strings. */
export interface AuditResult {
  readonly tool: 'keel';
  readonly version: string;
  readonly dataset: {
    readonly format: string;
    readonly variant: string;
    readonly root: string;
    readonly images: number;
    readonly annotations: number;
    readonly classes: readonly string[];
  };
  readonly summary: {
    readonly errors: number;
    readonly warnings: number;
    readonly infos: number;
    readonly byCode: Readonly<Record<string, number>>;
  };
  readonly statistics: AuditStatistics;
  readonly findings: readonly Finding[];
}

/** One histogram: counts of values in [edges[i], edges[i+1]); the last bin takes everything above. */
export interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** Distributions over the whole dataset, of finite objects. */
export interface AuditStatistics {
  /** Short side in pixels, stored scale. */
  readonly shortSide: Histogram;
  /** Short side in pixels at training scale. */
  readonly shortSideAtTraining: Histogram;
  readonly aspect: Histogram;
  /** le90 angle in degrees. */
  readonly angle: Histogram;
  readonly objectsPerImage: Histogram;
  readonly classes: readonly { readonly name: string; readonly count: number }[];
}
