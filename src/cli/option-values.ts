import { InvalidArgumentError } from 'commander';

/** Collects an option that may be given several times. */
export function repeated(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

/** `800x512` or `800` as a size in pixels. */
export function parseSize(text: string): { width: number; height: number } {
  const match = /^(\d+)(?:x(\d+))?$/i.exec(text);
  const width = Number(match?.[1]);
  const height = Number(match?.[2] ?? match?.[1]);
  if (!(width > 0 && height > 0)) throw new InvalidArgumentError('800x800');
  return { width, height };
}

/** A whole number above zero. */
export function parsePositiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('1, 2, 3 …');
  return value;
}

/** A number. */
export function parseNumber(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new InvalidArgumentError('0.5, 1, 200 …');
  return value;
}

/** Numbers separated by commas. */
export function parseNumbers(text: string): number[] {
  return text.split(',').map(parseNumber);
}
