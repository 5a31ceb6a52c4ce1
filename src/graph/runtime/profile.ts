import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, type Program } from './program.js';
import type { Feeds, Places } from './program-binding.js';

/** Where the time of a run goes. */
export interface ProfileEntry {
  /** Name of the ONNX node, `<scope>/<op>#<id>/<type>`, or of the host operation's first result. Fused nodes have one. */
  readonly name: string;
  /** ONNX operator, or the host operation's name. */
  readonly type: string;
  /** Median over the runs. */
  readonly milliseconds: number;
}

export interface ProfileOptions {
  /** Runs that count, after one that does not; 5 by default. */
  readonly runs?: number;
  readonly places?: Places;
}

/** An event in a profile that ONNX Runtime wrote. */
interface ProfileEvent {
  readonly cat: string;
  readonly name: string;
  /** Microseconds. */
  readonly dur: number;
  readonly args?: { readonly op_name?: string };
}

const kernelTime = '_kernel_time';

/**
 * Measures where the time of a program goes, node by node, longest first. A second program is compiled for it; the given
 * one and its memory are left alone.
 */
export async function profile(
  program: Program,
  feeds: Feeds,
  { runs = 5, places = {} }: ProfileOptions = {},
): Promise<ProfileEntry[]> {
  const folder = await mkdtemp(join(tmpdir(), 'keel-profile-'));
  const { outputs, options } = program.compiled;
  const measured = await compile(Object.fromEntries(outputs), { ...options, profile: join(folder, 'segment') });
  const times = new Map<string, { type: string; milliseconds: number[] }>();
  const note = (name: string, type: string, milliseconds: number): void => {
    const entry = times.get(name);
    if (entry === undefined) times.set(name, { type, milliseconds: [milliseconds] });
    else entry.milliseconds.push(milliseconds);
  };
  try {
    const binding = measured.bind(places);
    for (let run = 0; run <= runs; run += 1) {
      await binding.run(feeds, {
        onStep: (step, milliseconds) => {
          if (step.kind === 'host') note(step.node.outputs[0].name, step.node.op.name, milliseconds);
        },
      });
    }
    for (const file of measured.endProfiles()) {
      for (const { cat, name, dur, args } of JSON.parse(await readFile(file, 'utf8')) as ProfileEvent[]) {
        if (cat === 'Node' && name.endsWith(kernelTime)) {
          note(name.slice(0, -kernelTime.length), args?.op_name ?? '', dur / 1000);
        }
      }
    }
  } finally {
    measured.dispose();
    await rm(folder, { recursive: true });
  }
  return [...times]
    .map(([name, { type, milliseconds }]) => ({ name, type, milliseconds: median(milliseconds.slice(1)) }))
    .sort((a, b) => b.milliseconds - a.milliseconds);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
}
