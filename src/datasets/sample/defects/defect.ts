import type { Random } from '../../../foundation/random.js';
import type { PlannedImage } from '../plan.js';
import type { SampleFormat } from '../types.js';
import type { WrittenImage, WrittenSample } from './written-sample.js';

/** Where a defect was put: what the audit's finding will name. */
export interface DefectPlace {
  readonly file: string;
  readonly object?: number;
  readonly image: string;
  /** Code and reason, where they are not the defect's own (an image of bad boxes has a finding for each box as well). */
  readonly code?: string;
  readonly reason?: string;
}

/** What a defect works on. */
export interface DefectContext {
  readonly sample: WrittenSample;
  readonly random: Random;
  /** The image that was made for this defect; throws if it asked for none. */
  readonly own: () => WrittenImage;
}

/** One way in which real datasets are broken. */
export interface Defect {
  /** Rule that finds it, and the rule's reason. */
  readonly code: string;
  readonly reason: string | Readonly<Record<SampleFormat, string>>;
  /** Both formats by default. */
  readonly formats?: readonly SampleFormat[];
  /** Codes of further findings at the same place, which are true as well. */
  readonly alsoFoundBy?: readonly string[];
  /** Only `--decode` finds it. */
  readonly needsDecode?: boolean;
  /** It changes much of the dataset, so that `all` leaves it out. */
  readonly onlyByName?: boolean;
  /** Plans an image for the defect itself, where it needs one; `id` is free, `images` are the sound ones. */
  readonly plan?: (id: string, images: readonly PlannedImage[], name: string) => PlannedImage;
  /** Spoils the sample on disk; undefined if it found nothing to spoil. */
  readonly apply: (context: DefectContext) => Promise<DefectPlace | readonly DefectPlace[] | undefined>;
}
