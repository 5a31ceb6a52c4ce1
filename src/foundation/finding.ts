/** How much a finding matters: an error can ruin a training run, a warning costs accuracy, an info is good to know. */
export type Severity = 'error' | 'warning' | 'info';

export const severities: readonly Severity[] = ['error', 'warning', 'info'];

/** A value that a finding carries. Non-finite numbers are legal here and become strings in JSON. */
export type FindingValue = number | string | boolean | null | readonly FindingValue[];

/** What a defect does to somebody's training. `effect` is a code; its wording stands in the catalogue. */
export interface Consequence {
  /** Who is hit: `mmrotate-0.3.4`, `mmrotate-1.0.0rc1/s2anet`, … */
  readonly where: string;
  readonly effect: string;
  /** Whether the weights are lost for the rest of the run. */
  readonly permanent: boolean;
  readonly values?: Readonly<Record<string, FindingValue>>;
}

/** The way of a box through a training iteration, in order. */
export const chainStages = [
  'annotation',
  'loader',
  'resize',
  'match',
  'target',
  'loss',
  'gradient',
  'clip',
  'weights',
] as const;

/** One step of the chain from a box to the weights, with its numbers. */
export interface ChainStep {
  readonly stage: (typeof chainStages)[number];
  /** What happens there; with the stage it names the wording (`consequences.chain.<stage>.<code>`). */
  readonly code: string;
  readonly values: Readonly<Record<string, FindingValue>>;
}

/** The repair Keel proposes. `manual` means that only a person can decide. */
export interface Fix {
  readonly action: FixAction;
  readonly values?: Readonly<Record<string, FindingValue>>;
}

export const fixActions = [
  'drop',
  'reorder-corners',
  'clip',
  'mark-difficult',
  'correct-size',
  'correct-angle',
  'strip-header',
  'rename-class',
  'manual',
] as const;

export type FixAction = (typeof fixActions)[number];

/**
 * Something Keel found out: coded data, without wording. Rules, doctor signatures and guard events all speak in
 * findings; reporters turn them into text with the catalogue (`rules.<code>.<reason>`).
 */
export interface Finding {
  /** Catalogue id such as `V1`, or a code of Keel's own such as `S3`. */
  readonly code: string;
  readonly severity: Severity;
  /** Which of the code's variants; with the code it names the wording. */
  readonly reason: string;
  /** Path from the dataset's root, with forward slashes. */
  readonly file: string;
  /** One-based. */
  readonly line?: number;
  /** Zero-based position among the objects of the image. */
  readonly object?: number;
  readonly class?: string;
  /** The image's name without extension, where the finding is about one image. */
  readonly imageId?: string;
  /** The image's path from the dataset's root, where it is known. */
  readonly image?: string;
  /** x1, y1 … x4, y4 in pixels, in file order. */
  readonly polygon?: readonly number[];
  /** Minimum-area rectangle in le90; null where the polygon has none (a point or a segment). */
  readonly rectangle?: {
    readonly cx: number;
    readonly cy: number;
    readonly w: number;
    readonly h: number;
    readonly theta: number;
  } | null;
  readonly values: Readonly<Record<string, FindingValue>>;
  readonly consequences: readonly Consequence[];
  /** The worst consequence step by step, where it was asked for. */
  readonly chain?: readonly ChainStep[];
  readonly fix?: Fix;
}
