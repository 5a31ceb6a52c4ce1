import type { MergeProblem } from '../datasets/tiling/merge.js';
import type { SplitProblem } from '../datasets/tiling/split.js';
import { isMessageKey } from '../foundation/wording/index.js';
import type { Terminal } from './terminal.js';

/** More would scroll the summary away. */
const mostShown = 20;

/** Says on stderr what was left out of a split or a merge, and why. */
export function warnOfProblems(terminal: Terminal, problems: readonly (SplitProblem | MergeProblem)[]): void {
  if (problems.length === 0) return;
  const { say } = terminal;
  terminal.warn(say('tiling.problems', { count: problems.length }));
  for (const { file, line, reason, values } of problems.slice(0, mostShown)) {
    const place = line === undefined ? file : `${file}:${line}`;
    const imageKey = `tiling.image.${values.detail}`;
    const detail = isMessageKey(imageKey) ? say(imageKey) : values.detail;
    terminal.warn(`  ${place}  ${say(`tiling.problem.${reason}`, { ...values, detail })}`);
  }
  const more = problems.length - mostShown;
  if (more > 0) terminal.warn(`  ${say('tiling.problems.more', { count: more })}`);
}
