import type { Finding } from '../../../foundation/finding.js';
import { messageKeys, type Say } from '../../../foundation/wording/index.js';
import { isDrawable } from '../../pictures/choice.js';
import type { AuditResult } from '../../types.js';
import { groupByRule, rank } from '../groups.js';
import { batched } from '../reporter.js';
import { wordFinding } from '../wording-of-finding.js';
import { scriptJson } from './escape.js';
import type { PageData, PageFinding } from './page-data.js';

/** A page of more cards grows past what a browser opens gladly; the JSON report has all. */
const mostCards = 20_000;

/** The page's data as JSON for a script element, piece by piece. */
export function pageData(result: AuditResult, crops: ReadonlyMap<Finding, string>, say: Say): Iterable<string> {
  return batched(
    (function* () {
      const texts = new Interned();
      const pictures = new Interned();
      const chosen = chooseCards(result.findings, mostCards);
      yield '{"findings":[';
      let separator = '';
      for (const finding of chosen) {
        const uri = crops.get(finding);
        const crop = uri === undefined ? undefined : pictures.indexOf(uri);
        yield `${separator}${scriptJson(pageFinding(finding, crop, texts, say))}`;
        separator = ',\n';
      }
      yield `],"texts":${scriptJson(texts.values)},"crops":[`;
      separator = '';
      for (const uri of pictures.values) {
        yield separator + scriptJson(uri);
        separator = ',';
      }
      const left = result.findings.length - chosen.length;
      const words: PageData['words'] = {
        ...pageWords(say),
        ...(left > 0 && { cut: say('report.cut', { count: left }) }),
      };
      yield `],"words":${scriptJson(words)}}`;
    })(),
  );
}

/**
 * At most `limit` findings: all rules keep an equal share if they need it, the rest goes to the most serious. In the
 * order of the result.
 */
export function chooseCards(findings: readonly Finding[], limit: number): readonly Finding[] {
  if (findings.length <= limit) return findings;
  const groups = groupByRule(findings);
  const share = Math.max(1, Math.floor(limit / 2 / groups.length));
  const kept = new Set(groups.flatMap((group) => group.findings.slice(0, share)));
  const others = findings.filter((finding) => !kept.has(finding));
  others.sort((a, b) => rank(a.severity) - rank(b.severity));
  for (const finding of others.slice(0, limit - kept.size)) kept.add(finding);
  return findings.filter((finding) => kept.has(finding));
}

function pageFinding(finding: Finding, crop: number | undefined, texts: Interned, say: Say): PageFinding {
  const { title, message, consequences, chain, chainWhere, fix } = wordFinding(finding, say);
  return {
    code: finding.code,
    severity: finding.severity,
    title: texts.indexOf(title),
    message: texts.indexOf(message),
    file: finding.file,
    line: finding.line,
    object: finding.object,
    class: finding.class,
    ...(consequences.length > 0 && {
      consequences: consequences.map(({ where, text, permanent }) => ({
        where: texts.indexOf(where),
        text: texts.indexOf(text),
        permanent,
      })),
    }),
    ...(chain.length > 0 && {
      chain: chain.map(({ stage, text }) => [texts.indexOf(stage), texts.indexOf(text)] as const),
    }),
    ...(chainWhere !== undefined && { chainWhere: texts.indexOf(chainWhere) }),
    ...(fix !== undefined && { fix: texts.indexOf(fix) }),
    ...(isDrawable(finding) && { polygon: finding.polygon }),
    ...(finding.rectangle && { rectangle: finding.rectangle }),
    crop,
  };
}

/** Gives every different text a number. */
class Interned {
  readonly values: string[] = [];
  readonly #indexes = new Map<string, number>();

  indexOf(text: string): number {
    let index = this.#indexes.get(text);
    if (index === undefined) {
      index = this.values.push(text) - 1;
      this.#indexes.set(text, index);
    }
    return index;
  }
}

const prefix = 'report.page.';

/** The page's own texts, their placeholders left for the page to fill. */
function pageWords(say: Say): Record<string, string> {
  const placeholders = Object.fromEntries(
    ['number', 'long', 'short', 'side', 'from', 'to', 'count'].map((name) => [name, `{${name}}`]),
  );
  return Object.fromEntries(
    messageKeys()
      .filter((key) => key.startsWith(prefix))
      .map((key) => [key.slice(prefix.length), say(key, placeholders)]),
  );
}
