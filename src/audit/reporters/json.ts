import type { Finding } from '../../foundation/finding.js';
import { batched, type Reporter } from './reporter.js';
import { wordFinding } from './wording-of-finding.js';

/**
 * One JSON document, one finding per line, described by `docs/audit.schema.json`. JSON has no NaN and no Infinity, so
 * those are the strings `"NaN"`, `"Infinity"` and `"-Infinity"`. Every key is always there; what is not known is null.
 */
export const json: Reporter = (result, { say }) =>
  batched(
    (function* () {
      const { findings, ...head } = result;
      yield '{\n';
      for (const key of ['tool', 'version', 'dataset', 'summary', 'statistics'] as const) {
        yield `  "${key}": ${stringify(head[key])},\n`;
      }
      yield '  "findings": [';
      let separator = '\n    ';
      for (const finding of findings) {
        yield `${separator}${stringify(findingRecord(finding, wordFinding(finding, say).message))}`;
        separator = ',\n    ';
      }
      yield findings.length > 0 ? '\n  ]\n}\n' : ']\n}\n';
    })(),
  );

function findingRecord(finding: Finding, message: string) {
  const { code, reason, severity, file, values, rectangle } = finding;
  return {
    code,
    reason,
    severity,
    message,
    file,
    line: finding.line ?? null,
    object: finding.object ?? null,
    class: finding.class ?? null,
    imageId: finding.imageId ?? null,
    image: finding.image ?? null,
    polygon: finding.polygon ?? null,
    rectangle: rectangle ? pick(rectangle) : null,
    values,
    consequences: finding.consequences.map(({ where, effect, permanent, values }) => ({
      where,
      effect,
      permanent,
      values: values ?? {},
    })),
    chain: finding.chain?.map(({ stage, code, values }) => ({ stage, code, values })) ?? null,
    fix: finding.fix ? { action: finding.fix.action, values: finding.fix.values ?? {} } : null,
  };
}

function pick({ cx, cy, w, h, theta }: NonNullable<Finding['rectangle']>) {
  return { cx, cy, w, h, theta };
}

function stringify(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'number' && !Number.isFinite(member) ? String(member) : member,
  );
}
