import type { MessageValues } from '../../foundation/wording/index.js';
import type { AnnotatedObject, ImageAnnotations } from '../types.js';
import type { LossReason } from './cut.js';
import type { WindowOptions } from './windows.js';

export const windowImageTypes = ['png', 'jpg'] as const;
export type WindowImageType = (typeof windowImageTypes)[number];

/** What a worker needs to cut one image. */
export interface CutTask {
  readonly annotations: ImageAnnotations;
  /** The image file; undefined if the annotations have none. */
  readonly imagePath: string | undefined;
  readonly windows: WindowOptions;
  readonly keptShare: number;
  readonly imageType: WindowImageType;
  /** Red, green, blue of what lies beyond the image; undefined leaves windows at the border smaller. */
  readonly padding: readonly [number, number, number] | undefined;
  /** Existing folder for the windows' images. */
  readonly folder: string;
}

/** One window: its annotations, and its image, a file in the task's folder. */
export interface CutWindow {
  readonly annotations: ImageAnnotations;
  readonly imagePath: string;
  readonly width: number;
  readonly height: number;
}

export interface CutResult {
  readonly windows: readonly CutWindow[];
  /** Objects in windows that a border cuts. */
  readonly cut: number;
  readonly lost: readonly { readonly object: AnnotatedObject; readonly reason: LossReason }[];
  /** Why the image was not cut. */
  readonly problem?: CutProblem;
  /** Why a window could not be written, in the system's words; an error would lose its code between threads. */
  readonly writeFailure?: string;
}

export interface CutProblem {
  readonly reason: 'no-image' | 'unreadable-image';
  readonly values: MessageValues;
}
