import { readSource } from '../datasets/index.js';
import type { AnnotationSource, Dataset } from '../datasets/types.js';
import type { Finding } from '../foundation/finding.js';
import { prepareImage } from './audited-image.js';
import { Explanations } from './explanations.js';
import { rules } from './rules/index.js';
import type { ActiveRule } from './settings.js';
import { shapeIn } from './shape.js';
import { addToStatistics, emptyStatistics, type StatisticsState } from './statistics.js';
import type { AuditedImage, Report, Rule, TrainSetup } from './types.js';

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
export async function scanChunk({ dataset, sources, rules, train, decode }: ScanChunk): Promise<ScanResult> {
  const active = rules.map((setting) => ({ setting, rule: ruleOf(setting) }));
  const states = Object.fromEntries(
    active.flatMap(({ rule }) => (rule.dataset === undefined ? [] : [[rule.code, rule.dataset.start()]])),
  );
  const statistics = emptyStatistics();
  const explanations = new Explanations(train);
  const findings: Finding[] = [];
  for (const source of sources) {
    for (const annotations of readSource(dataset, source)) {
      const image = await prepareImage(annotations, dataset, train, decode);
      addToStatistics(statistics, image);
      for (const { setting, rule } of active) {
        rule.checkImage?.(image, setting.options, (report) => {
          findings.push(imageFinding(rule, setting, report, image, explanations));
        });
        rule.dataset?.add(states[rule.code], image, setting.options);
      }
    }
  }
  return { findings, statistics, states, sources: sources.length };
}

/** The rule that a setting is about. */
export function ruleOf({ code }: ActiveRule): Rule {
  return rules.find((rule) => rule.code === code) as Rule;
}

function imageFinding(
  rule: Rule,
  setting: ActiveRule,
  report: Report,
  image: AuditedImage,
  explanations: Explanations,
): Finding {
  const { annotations, shapes } = image;
  const shape = report.object && shapeIn(shapes, report.object);
  return finding(rule, setting, report, {
    file: annotations.annotationFile,
    imageId: annotations.id,
    image: annotations.imageFile,
    ...(shape && { rectangle: shape.rectangle.kind === 'rectangle' ? shape.rectangle.box : null }),
    ...explanations.of(report, shape, image, rule),
  });
}

type Place = Pick<Finding, 'file' | 'imageId' | 'image' | 'rectangle' | 'consequences' | 'chain'>;

/** Puts what a rule reports and where it stands together. What the rule says itself wins. */
export function finding(rule: Rule, setting: ActiveRule, report: Report, place: Place): Finding {
  return {
    code: rule.code,
    severity: setting.severity ?? report.severity ?? rule.severity,
    reason: report.reason,
    ...place,
    file: report.file ?? place.file,
    line: report.line ?? report.object?.line,
    object: report.object?.index ?? report.objectIndex,
    class: report.class ?? report.object?.className,
    polygon: report.object?.polygon,
    values: report.values ?? {},
    fix: report.fix,
  };
}
