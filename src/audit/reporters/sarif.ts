import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { ReportingDescriptor, Result } from 'sarif';
import type { Finding, Severity } from '../../foundation/finding.js';
import { rules } from '../rules/index.js';
import { batched, type Reporter } from './reporter.js';
import { titleOf, whyOf, wordFinding } from './wording-of-finding.js';

const levels: Record<Severity, 'error' | 'warning' | 'note'> = { error: 'error', warning: 'warning', info: 'note' };

/** Paths are relative to the dataset's root, which has this name in the log. */
const baseId = 'DATASET';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** SARIF 2.1.0, for code hosts and editors: one run, all rules described, one result per finding. */
export const sarif: Reporter = (result, { say }) =>
  batched(
    (function* () {
      const driver = {
        name: 'Keel',
        semanticVersion: result.version,
        rules: rules.map((rule): ReportingDescriptor => {
          const [title, why] = [titleOf(rule.code, say), whyOf(rule.code, say)];
          const causes = say('report.sarif.causes', { code: rule.code, causes: rule.catalogue.join(', ') });
          return {
            id: rule.code,
            name: pascalCase(rule.name),
            shortDescription: { text: title },
            fullDescription: { text: why },
            help: { text: `${why}\n${causes}` },
            defaultConfiguration: { level: levels[rule.severity] },
            properties: { tags: ['dataset', 'rotated-object-detection', ...rule.catalogue] },
          };
        }),
      };
      const root = pathToFileURL(result.dataset.root).href.replace(/\/*$/, '/');
      yield `{"version":"2.1.0","$schema":${JSON.stringify(schema)},"runs":[{"tool":${JSON.stringify({ driver })},`;
      yield `"originalUriBaseIds":${JSON.stringify({ [baseId]: { uri: root } })},`;
      yield '"columnKind":"utf16CodeUnits","results":[';
      const indexes = new Map(rules.map(({ code }, index) => [code, index]));
      const fingerprint = fingerprints();
      let separator = '\n';
      for (const finding of result.findings) {
        const worded = wordFinding(finding, say);
        const text = [worded.message, ...worded.consequences.map(({ where, text }) => `${where}: ${text}`)];
        if (worded.fix !== undefined) text.push(worded.fix);
        yield `${separator}${JSON.stringify(record(finding, text.join('\n'), indexes.get(finding.code), fingerprint(finding)))}`;
        separator = ',\n';
      }
      yield ']}]}\n';
    })(),
  );

function record(finding: Finding, text: string, ruleIndex: number | undefined, fingerprint: string): Result {
  const { code, severity, file, line } = finding;
  const uri = file === '.' ? '' : file.split('/').map(encodeURIComponent).join('/');
  return {
    ruleId: code,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: levels[severity],
    message: { text },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri, uriBaseId: baseId },
          ...(line !== undefined && { region: { startLine: line } }),
        },
      },
    ],
    partialFingerprints: { 'keelFinding/v1': fingerprint },
    properties: {
      reason: finding.reason,
      ...(finding.object !== undefined && { object: finding.object }),
      ...(finding.class !== undefined && { class: finding.class }),
      ...(finding.image !== undefined && { image: finding.image }),
    },
  };
}

/**
 * Gives a finding a name that stays the same when lines or objects above it come and go: what, in which file, of which
 * shape. Findings alike in all that are counted.
 */
function fingerprints(): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return ({ code, reason, file, class: className, polygon, values }) => {
    const what = JSON.stringify([code, reason, file, className, polygon?.map(String) ?? values]);
    const key = createHash('sha256').update(what).digest('hex').slice(0, 32);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return `${key}:${count}`;
  };
}

function pascalCase(kebab: string): string {
  return kebab.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
