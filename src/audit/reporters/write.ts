import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writePiecesWhole } from '../../foundation/files.js';
import type { AuditResult } from '../types.js';
import type { ReportContext, Reporter } from './reporter.js';

/** Writes a report to a file that appears complete or not at all. Throws `files/unwritable`. */
export async function writeReport(
  reporter: Reporter,
  result: AuditResult,
  context: ReportContext,
  file: string,
): Promise<void> {
  await writePiecesWhole(file, reporter(result, context));
}

/** Writes a report to a stream such as stdout, no faster than its reader reads, and leaves the stream open. */
export async function printReport(
  reporter: Reporter,
  result: AuditResult,
  context: ReportContext,
  stream: NodeJS.WritableStream,
): Promise<void> {
  await pipeline(Readable.from(reporter(result, context)), stream, { end: false });
}
