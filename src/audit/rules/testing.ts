import { describe, expect, it } from 'vitest';
import type { AnnotatedObject, Dataset, ImageAnnotations, ImageSize } from '../../datasets/types.js';
import type { Severity } from '../../foundation/finding.js';
import { isMessageKey, languages, speaker } from '../../foundation/wording/index.js';
import { cornersOf } from '../../geometry/index.js';
import type { Quad } from '../../geometry/types.js';
import { shapeOf } from '../shape.js';
import type { AuditedImage, ImageHeader, Report, Rule } from '../types.js';
import type { DefinedRule } from './define.js';

/** Corners of a rectangle; upright unless turned. Pixels and radians. */
export function rectangle(cx: number, cy: number, w: number, h: number, theta = 0): Quad {
  return cornersOf({ cx, cy, w, h, theta });
}

/** A box that no rule minds. */
export const healthyBox = rectangle(400, 300, 60, 20, 0.3);

export type ObjectParts = Partial<AnnotatedObject>;

/** An object of class `ship` whose line follows from its index, unless told otherwise. */
function objectOf(parts: ObjectParts = {}, index = 0): AnnotatedObject {
  return { index, line: index + 1, className: 'ship', polygon: healthyBox, written: { kind: 'polygon' }, ...parts };
}

/** What a test says of an image; everything else is as in a healthy 800 x 800 image at its own scale. */
export interface ImageParts extends Partial<Omit<ImageAnnotations, 'objects'>> {
  readonly quads?: readonly Quad[];
  readonly objects?: readonly ObjectParts[];
  /** Null where nothing tells the size. */
  readonly size?: ImageSize | null;
  readonly header?: Partial<ImageHeader> | null;
  readonly headerProblem?: AuditedImage['headerProblem'];
  readonly decoded?: AuditedImage['decoded'];
  readonly scale?: number;
}

export function datasetOf(parts: Partial<Dataset> = {}): Dataset {
  return {
    format: 'dota',
    variant: 'v1.0',
    root: '/data',
    classes: ['plane', 'ship', 'large-vehicle'],
    classesIgnoreCase: false,
    classesFrom: 'standard',
    splits: [],
    sources: [],
    imageCount: 1,
    unpaired: [],
    ...parts,
  };
}

/** An image as rules see it, from quads or from objects. */
export function imageOf(parts: ImageParts = {}, dataset = datasetOf(), number = 0): AuditedImage {
  const {
    quads,
    objects,
    size = { width: 800, height: 800 },
    header,
    headerProblem,
    decoded,
    scale,
    ...stated
  } = parts;
  const id = stated.id ?? `P${String(number).padStart(4, '0')}`;
  const written = objects ?? (quads ?? [healthyBox]).map((polygon) => ({ polygon }));
  const annotations: ImageAnnotations = {
    id,
    annotationFile: `labelTxt/${id}.txt`,
    imageFile: `images/${id}.png`,
    problems: [],
    ...stated,
    objects: written.map((object, index) => objectOf(object, index)),
  };
  return {
    dataset,
    annotations,
    shapes: annotations.objects.map(shapeOf),
    header: header === null || size === null ? undefined : headerOf(size, header),
    headerProblem,
    decoded,
    size: size ?? undefined,
    scale: scale ?? 1,
  };
}

function headerOf({ width, height }: ImageSize, parts: Partial<ImageHeader> = {}): ImageHeader {
  return {
    format: 'png',
    width,
    height,
    depth: 3,
    channels: 3,
    bitsPerChannel: 8,
    sampleType: 'unsigned',
    orientation: 1,
    ...parts,
  };
}

/** A dataset in small, and how to set the rule. */
export interface Fixture {
  readonly images: readonly ImageParts[];
  readonly dataset?: Partial<Dataset>;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Everything a rule reports on a fixture, the dataset check merged from two parts that travelled between threads. */
export function reportsOf(rule: Rule, { images, dataset: parts, options = {} }: Fixture): Report[] {
  const dataset = datasetOf(parts);
  const settings = rule.options.parse(options);
  const reports: Report[] = [];
  const report = (found: Report): void => {
    reports.push(found);
  };
  const audited = images.map((image, number) => imageOf(image, dataset, number));
  for (const image of audited) rule.checkImage?.(image, settings, report);
  const check = rule.dataset;
  if (check === undefined) return reports;
  const whole = check.start();
  const middle = Math.ceil(audited.length / 2);
  for (const part of [audited.slice(0, middle), audited.slice(middle)]) {
    const state = check.start();
    for (const image of part) check.add(state, image, settings);
    check.merge(whole, structuredClone(state));
  }
  check.finish(whole, dataset, settings, report);
  return reports;
}

/** A fixture and what the rule must say about it. */
export interface Triggering extends Fixture {
  readonly severity?: Severity;
  /** Some of the finding's values. */
  readonly values?: Readonly<Record<string, unknown>>;
  readonly fix?: Report['fix'];
  /** The reasons of all findings, where there is more than the one. */
  readonly all?: readonly string[];
  /** More of the report to compare, such as its file or line. */
  readonly report?: Partial<Report>;
}

/**
 * Tests a rule: silent on the healthy fixtures, and for each of its reasons a fixture that triggers it, with wording for every language.
 */
export function describeRule<Reason extends string>(
  rule: DefinedRule<Reason>,
  cases: {
    readonly silent: Readonly<Record<string, Fixture>>;
    readonly reasons: Readonly<Record<Reason, Triggering | readonly Triggering[]>>;
  },
): void {
  describe(`${rule.code} ${rule.name}`, () => {
    it.each(Object.entries(cases.silent))('is silent on %s', (_name, fixture) => {
      expect(reportsOf(rule, fixture)).toEqual([]);
    });

    const triggering = Object.entries<Triggering | readonly Triggering[]>(cases.reasons).flatMap(([reason, given]) =>
      [given].flat().map((one) => [reason, one] as [string, Triggering]),
    );
    it.each(triggering)('reports %s', (reason, { severity, values, fix, all, report, ...fixture }) => {
      const reports = reportsOf(rule, fixture);
      expect(reports.map((found) => found.reason)).toEqual(all ?? [reason]);
      expect(reports.find((found) => found.reason === reason)).toMatchObject({
        severity: severity ?? rule.reasons[reason as Reason],
        ...(values && { values }),
        ...(fix && { fix }),
        ...report,
      });
      for (const found of reports) expectWording(rule, found);
    });
  });
}

function expectWording(rule: Rule, { reason, values }: Report): void {
  const key = `rules.${rule.code}.${reason}`;
  if (!isMessageKey(key)) throw new Error(`no wording for ${key}`);
  for (const language of languages) expect(speaker(language)(key, values)).not.toMatch(/[{}]|undefined/);
}
