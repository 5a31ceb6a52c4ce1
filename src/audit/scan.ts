import { join } from 'node:path';
import { decodeImage, readImageHeader, sizeAsLoaded } from '../datasets/images/index.js';
import { readSource } from '../datasets/index.js';
import type { AnnotationSource, Dataset, ImageAnnotations } from '../datasets/types.js';
import type { Consequence, Finding } from '../foundation/finding.js';
import { consequencesOf } from './consequences/index.js';
import { trainingScale } from './consequences/train-setup.js';
import { rules } from './rules/index.js';
import type { ActiveRule } from './settings.js';
import { shapeOf } from './shape.js';
import { addToStatistics, emptyStatistics, type StatisticsState } from './statistics.js';
import type { AuditedImage, ObjectShape, Report, Rule, TrainSetup } from './types.js';

/** A run of annotation files to scan, with all that a worker thread needs to know. */
export interface ScanChunk {
  /** The dataset without its lists of files, which would be copied to the thread for every chunk. */
  readonly dataset: Dataset;
  readonly sources: readonly AnnotationSource[];
  readonly rules: readonly ActiveRule[];
  readonly train: TrainSetup;
  readonly decode: boolean;
}

/** What a chunk gave: findings in file order, and the parts of the accumulating checks. */
export interface ScanResult {
  readonly findings: readonly Finding[];
  readonly statistics: StatisticsState;
  /** States of the dataset checks, by rule code. */
  readonly states: Readonly<Record<string, unknown>>;
  readonly sources: number;
}

/** Reads the files of a chunk and puts every rule to every image. */
export async function scanChunk(chunk: ScanChunk): Promise<ScanResult> {
  const active = chunk.rules.map((setting) => ({ setting, rule: ruleOf(setting) }));
  const states = Object.fromEntries(
    active.flatMap(({ rule }) => (rule.dataset === undefined ? [] : [[rule.code, rule.dataset.start()]])),
  );
  const statistics = emptyStatistics();
  const findings: Finding[] = [];
  for (const source of chunk.sources) {
    for (const annotations of readSource(chunk.dataset, source)) {
      const image = await prepareImage(annotations, chunk);
      addToStatistics(statistics, image);
      const consequences = rememberConsequences(image, chunk.train);
      for (const { setting, rule } of active) {
        rule.checkImage?.(image, setting.options, (report) => {
          findings.push(imageFinding(rule, setting, report, image, consequences));
        });
        rule.dataset?.add(states[rule.code], image, setting.options);
      }
    }
  }
  return { findings, statistics, states, sources: chunk.sources.length };
}

/** The rule that a setting is about. */
export function ruleOf({ code }: ActiveRule): Rule {
  return rules.find((rule) => rule.code === code) as Rule;
}

async function prepareImage(
  annotations: ImageAnnotations,
  { dataset, train, decode }: ScanChunk,
): Promise<AuditedImage> {
  const path = annotations.imageFile === undefined ? undefined : join(dataset.root, annotations.imageFile);
  const { header, problem } = path === undefined ? { header: undefined, problem: undefined } : readImageHeader(path);
  const size = header === undefined ? (annotations.statedSize ?? annotations.scaledBy) : sizeAsLoaded(header);
  return {
    dataset,
    annotations,
    shapes: annotations.objects.map(shapeOf),
    header,
    headerProblem: problem,
    decoded: decode && path !== undefined && header !== undefined ? await decodeImage(path) : undefined,
    size,
    scale: size === undefined ? 1 : trainingScale(size, train),
  };
}

/** Consequences are dear, and several rules may report one object: each object's are computed once. */
function rememberConsequences(image: AuditedImage, train: TrainSetup): (shape: ObjectShape) => readonly Consequence[] {
  const known = new Map<ObjectShape, readonly Consequence[]>();
  return (shape) => {
    let consequences = known.get(shape);
    if (consequences === undefined) {
      consequences = consequencesOf(shape, image, train);
      known.set(shape, consequences);
    }
    return consequences;
  };
}

function imageFinding(
  rule: Rule,
  setting: ActiveRule,
  report: Report,
  image: AuditedImage,
  consequences: (shape: ObjectShape) => readonly Consequence[],
): Finding {
  const { annotations } = image;
  const shape = report.object && image.shapes.find(({ object }) => object === report.object);
  return finding(rule, setting, report, {
    file: annotations.annotationFile,
    imageId: annotations.id,
    image: annotations.imageFile,
    ...(shape && { rectangle: shape.rectangle.kind === 'rectangle' ? shape.rectangle.box : null }),
    consequences: shape && rule.consequential ? consequences(shape) : [],
  });
}

type Place = Pick<Finding, 'file' | 'line' | 'class' | 'imageId' | 'image' | 'rectangle' | 'consequences'>;

/** Puts what a rule reports and where it stands together. What the rule says itself wins. */
export function finding(rule: Rule, setting: ActiveRule, report: Report, place: Place): Finding {
  return {
    code: rule.code,
    severity: setting.severity ?? report.severity ?? rule.severity,
    reason: report.reason,
    ...place,
    file: report.file ?? place.file,
    line: report.line ?? report.object?.line ?? place.line,
    object: report.object?.index ?? report.objectIndex,
    class: report.class ?? report.object?.className ?? place.class,
    polygon: report.object?.polygon,
    values: report.values ?? {},
    fix: report.fix,
  };
}
