import type { Finding } from '../../foundation/finding.js';
import type { Say } from '../../foundation/wording/index.js';

/** Whether a finding loses the weights of at least one detector for good. */
export function isDeadly({ consequences }: Finding): boolean {
  return consequences.some(({ permanent }) => permanent);
}

/** The one sentence to remember: how many boxes end a run for good, each counted once, or that nothing does. */
export function verdict(findings: readonly Finding[], say: Say): string {
  if (findings.length === 0) return say('report.clean');
  const boxes = new Set<string>();
  for (const finding of findings) {
    if (isDeadly(finding)) boxes.add(JSON.stringify([finding.file, finding.imageId, finding.object]));
  }
  return boxes.size > 0 ? say('report.verdict.deadly', { count: boxes.size }) : say('report.verdict.survivable');
}
