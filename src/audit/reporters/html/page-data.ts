// What the report's page gets as data. The page and the reporter share these types; nothing here runs.
import type { Severity } from '../../../foundation/finding.js';

/** A place in `PageData.texts`. */
type TextIndex = number;

/** One finding, worded. Sentences are shared through `PageData.texts`, since most findings repeat them. */
export interface PageFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly title: TextIndex;
  readonly message: TextIndex;
  readonly file: string;
  readonly line?: number;
  readonly object?: number;
  readonly class?: string;
  readonly consequences?: readonly PageConsequence[];
  /** From the box to the weights: what each step is and what it gives. */
  readonly chain?: readonly (readonly [step: TextIndex, text: TextIndex])[];
  /** Whose weights the chain leads to. */
  readonly chainWhere?: TextIndex;
  readonly fix?: TextIndex;
  /** Corners in file order, null for a coordinate that is not finite; absent where no corner is. */
  readonly polygon?: readonly (number | null)[];
  readonly rectangle?: {
    readonly cx: number;
    readonly cy: number;
    readonly w: number;
    readonly h: number;
    readonly theta: number;
  };
  /** A place in `PageData.crops`; absent where the box is drawn without its image. */
  readonly crop?: number;
}

interface PageConsequence {
  readonly where: TextIndex;
  readonly text: TextIndex;
  readonly permanent: boolean;
}

export interface PageData {
  readonly findings: readonly PageFinding[];
  readonly texts: readonly string[];
  /** JPEG data URIs. */
  readonly crops: readonly string[];
  /** The page's own texts by name; `{name}` stands for a value. */
  readonly words: Readonly<Record<string, string>>;
}
