import type { errors } from './wording/errors.js';
import { type MessageValues, type Say, speaker } from './wording/index.js';

type ErrorKey = keyof (typeof errors)['en'];

/** Stable code of an error a user can meet; its wording stands in the catalogue under the same name. */
export type ErrorCode = Exclude<ErrorKey, `${string}:hint`>;

/** Where in the user's files an error lies. */
export interface ErrorLocation {
  readonly file: string;
  /** One-based. */
  readonly line?: number;
  /** Zero-based position of the object in its file. */
  readonly object?: number;
}

/** An error that is the user's to mend: coded, located, and able to say what to do next in any language. */
export class KeelError extends Error {
  override readonly name = 'KeelError';
  readonly code: ErrorCode;
  readonly values: MessageValues;
  readonly location: ErrorLocation | undefined;

  constructor(code: ErrorCode, values: MessageValues = {}, location?: ErrorLocation, cause?: unknown) {
    super(speaker('en')(`errors.${code}`, values), { cause });
    this.code = code;
    this.values = values;
    this.location = location;
  }
}

/** What happened and what to do next, in the speaker's language. */
export function describeError(error: KeelError, say: Say): { message: string; hint: string } {
  const hint: `${ErrorCode}:hint` = `${error.code}:hint`;
  return { message: say(`errors.${error.code}`, error.values), hint: say(`errors.${hint}`, error.values) };
}

/** Code of a failed system call (`ENOENT`, `EACCES`, …), or undefined for any other error. */
export function systemErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** The message of anything that was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
