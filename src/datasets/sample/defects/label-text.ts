import type { SampleFormat } from '../types.js';

/**
 * The text of one annotation file that Keel has just written, open for spoiling: text, not numbers, so that it can be made
 * to hold what no writer would write.
 */
export interface LabelText {
  /** How many objects it has. */
  readonly count: number;
  /** Replaces the eight coordinates of an object, in file order. */
  setCorners(object: number, corners: readonly string[]): void;
  setClass(object: number, name: string): void;
  /** Appends a copy of an object, and returns its position. */
  append(object: number): number;
  /** Takes one coordinate out of an object: a tag, or a field. */
  loseCoordinate(object: number): void;
  /** Leaves only the first objects. */
  keep(count: number): void;
  toString(): string;
}

const cornerTags = [
  'x_left_top',
  'y_left_top',
  'x_right_top',
  'y_right_top',
  'x_right_bottom',
  'y_right_bottom',
  'x_left_bottom',
  'y_left_bottom',
];

/** A DIOR-R file. */
export class DiorText implements LabelText {
  readonly #objects: string[];
  #head: string;
  readonly #tail: string;

  constructor(text: string) {
    this.#objects = text.match(/[ \t]*<object>[\s\S]*?<\/object>\s*?\n/g) ?? [];
    const start = this.#objects.length > 0 ? text.indexOf(this.#objects[0]) : text.indexOf('</annotation>');
    this.#head = text.slice(0, start);
    this.#tail = text.slice(start + this.#objects.join('').length);
  }

  get count(): number {
    return this.#objects.length;
  }

  setCorners(object: number, corners: readonly string[]): void {
    for (const [at, tag] of cornerTags.entries()) this.#setTag(object, tag, corners[at]);
  }

  setClass(object: number, name: string): void {
    this.#setTag(object, 'name', name);
  }

  append(object: number): number {
    return this.#objects.push(this.#objects[object]) - 1;
  }

  loseCoordinate(object: number): void {
    this.#replace(object, /[ \t]*<y_right_bottom>.*<\/y_right_bottom>\s*?\n/, '');
  }

  keep(count: number): void {
    this.#objects.length = Math.min(count, this.#objects.length);
  }

  /** States another size of the image. */
  setSize(width: number, height: number): void {
    this.#head = this.#head.replace(/(<width>).*?(<\/width>\s*<height>).*?(<\/height>)/, `$1${width}$2${height}$3`);
  }

  /** States no size of the image. */
  loseSize(): void {
    this.#head = this.#head.replace(/[ \t]*<size>[\s\S]*?<\/size>\s*?\n/, '');
  }

  /** States another name of the image. */
  setFileName(name: string): void {
    this.#head = this.#head.replace(/(<filename>).*?(<\/filename>)/, `$1${name}$2`);
  }

  toString(): string {
    return this.#head + this.#objects.join('') + this.#tail;
  }

  #setTag(object: number, tag: string, value: string): void {
    this.#replace(object, new RegExp(`(<${tag}>)[^<]*`), `$1${value}`);
  }

  #replace(object: number, pattern: RegExp, replacement: string): void {
    if (!pattern.test(this.#objects[object])) throw new RangeError(`object ${object} has no ${pattern.source}`);
    this.#objects[object] = this.#objects[object].replace(pattern, replacement);
  }
}

/** A DOTA file. */
export class DotaText implements LabelText {
  readonly #head: string[];
  readonly #objects: string[][];

  constructor(text: string) {
    const lines = text.split('\n').filter((line) => line !== '');
    this.#head = lines.filter((line) => line.includes(':'));
    this.#objects = lines.filter((line) => !line.includes(':')).map((line) => line.split(' '));
  }

  get count(): number {
    return this.#objects.length;
  }

  setCorners(object: number, corners: readonly string[]): void {
    this.#objects[object].splice(0, 8, ...corners);
  }

  setClass(object: number, name: string): void {
    this.#objects[object][8] = name;
  }

  append(object: number): number {
    return this.#objects.push([...this.#objects[object]]) - 1;
  }

  loseCoordinate(object: number): void {
    this.#objects[object].splice(5, 1);
  }

  keep(count: number): void {
    this.#objects.length = Math.min(count, this.#objects.length);
  }

  /** Leaves the difficulty of an object out. */
  loseDifficulty(object: number): void {
    this.#objects[object].length = 9;
  }

  toString(): string {
    return [...this.#head, ...this.#objects.map((fields) => fields.join(' '))].map((line) => `${line}\n`).join('');
  }
}

export function openLabelText(format: SampleFormat, text: string): LabelText {
  return format === 'dior' ? new DiorText(text) : new DotaText(text);
}
