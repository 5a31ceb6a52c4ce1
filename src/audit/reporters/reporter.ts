import type picocolors from 'picocolors';
import type { Say } from '../../foundation/wording/index.js';
import type { AuditResult } from '../types.js';

/** Functions that colour a text for a terminal; all give the text back unchanged where there is no colour. */
export type Colours = ReturnType<typeof picocolors.createColors>;

/** How many crops of images the HTML page carries; the other cards draw the box without its image. */
export interface CropLimits {
  readonly perRule: number;
  readonly total: number;
}

/** What a reporter needs besides the result. */
export interface ReportContext {
  readonly say: Say;
  readonly colour: Colours;
  /** Columns of the terminal. */
  readonly width: number;
  /** Show every finding where the reporter would show a few of each rule. */
  readonly all?: boolean;
  /** Show only what can ruin a run. */
  readonly quiet?: boolean;
  readonly crops?: CropLimits;
  /** Worker threads for cutting crops; all cores by default. */
  readonly jobs?: number;
  /** Folder that annotations of a code host name files from; the current folder by default. */
  readonly workspace?: string;
}

/**
 * Turns an audit's result into text, in pieces, so that no reporter holds a large report in memory.
 * The text depends on the result and the context only.
 */
export type Reporter = (result: AuditResult, context: ReportContext) => Iterable<string> | AsyncIterable<string>;

const batchLength = 65_536;

/** Joins small pieces into larger ones, because a stream pays for every piece. */
export function* batched(pieces: Iterable<string>): Generator<string> {
  let batch = '';
  for (const piece of pieces) {
    batch += piece;
    if (batch.length < batchLength) continue;
    yield batch;
    batch = '';
  }
  if (batch !== '') yield batch;
}
