import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutGraph } from '../cut.js';
import { add } from '../ops/add.js';
import { broadcastTo } from '../ops/broadcast-to.js';
import { constant } from '../ops/constant.js';
import { input, inputName } from '../ops/input.js';
import { multiply } from '../ops/multiply.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { reshape } from '../ops/reshape.js';
import type { GraphNode, Value } from '../types.js';
import { byteLengthOf } from './buffers.js';
import { partition, type Step } from './partition.js';
import { graphOf, graphs, hostSquare } from './testing.js';

function stepsFor(...outputs: Value[]): Step[] {
  return partition(cutGraph(outputs), outputs);
}

function shapeOf(steps: readonly Step[]): string {
  return steps.map(({ kind }) => kind).join(' ');
}

/** Values that segments hand over to later steps, without graph inputs. */
function carried(steps: readonly Step[]): Value[] {
  return steps.flatMap((step) => (step.kind === 'segment' ? step.outputs : step.node.outputs));
}

describe('partition', () => {
  const x = input('x', [2, 3]);

  it('makes one segment of a graph without host operations', () => {
    expect(shapeOf(stepsFor(add(multiply(x, x), x)))).toBe('segment');
  });

  it('makes no segment where there are only host operations, inputs and constants', () => {
    expect(shapeOf(stepsFor(hostSquare(hostSquare(x)), hostSquare(constant([1, 2], [2]))))).toBe('host host host');
  });

  it('lets host operations that do not wait for each other share a cut', () => {
    const a = hostSquare(add(x, x));
    const b = hostSquare(multiply(x, x));
    expect(shapeOf(stepsFor(add(a, b)))).toBe('segment host host segment');
  });

  it('interleaves host operations that wait for each other', () => {
    const once = hostSquare(add(x, x));
    const twice = hostSquare(multiply(once, x));
    expect(shapeOf(stepsFor(add(twice, x)))).toBe('segment host segment host segment');
  });

  it('runs a host operation that waits for nothing before all segments', () => {
    expect(shapeOf(stepsFor(add(hostSquare(x), x)))).toBe('host segment');
  });

  it('carries the smaller of two values over a cut', () => {
    const wide = input('wide', [100, 3]);
    const hosted = hostSquare(add(wide, wide));
    const product = multiply(wide, wide);
    const sum = reduceSum(product, [0]);
    const steps = stepsFor(add(sum, reduceSum(hosted, [0])));
    expect(carried(steps)).not.toContain(product);
  });

  it('computes late what is large and made of inputs', () => {
    const small = input('small', [3]);
    const large = multiply(small, broadcastTo(small, [1000, 3]));
    const steps = stepsFor(add(large, hostSquare(reduceSum(large, [0]))), multiply(large, large));
    // Used on both sides, it has to cross; made of a small one and used on one side only, it need not.
    expect(carried(steps)).toContain(large);
    const once = multiply(small, broadcastTo(small, [1000, 3]));
    expect(carried(stepsFor(add(once, hostSquare(add(small, small)))))).not.toContain(once);
  });

  it('repeats broadcasts and reshapes instead of carrying them', () => {
    const base = add(x, x);
    const expanded = broadcastTo(reshape(base, [6]), [50, 6]);
    const steps = stepsFor(add(expanded, hostSquare(multiply(expanded, expanded))));
    expect(carried(steps)).toContain(base);
    expect(carried(steps)).not.toContain(expanded);
  });

  it('keeps outputs and what host operations take', () => {
    const inner = reshape(add(x, x), [6]);
    const steps = stepsFor(inner, hostSquare(inner));
    expect(carried(steps)).toContain(inner);
  });
});

describe('partition of random graphs', () => {
  it('makes everything before it is used, once, with as few segments as can be', () => {
    fc.assert(
      fc.property(graphs, (recipe) => {
        const outputs = graphOf(recipe).slice(-2);
        const part = cutGraph(outputs);
        const steps = partition(part, outputs);
        const made = new Set<Value>(part.inputs);
        for (const step of steps) {
          const { inputs, outputs } = step.kind === 'segment' ? step : step.node;
          for (const value of inputs) expect(made).toContain(value);
          for (const value of outputs) {
            expect(made).not.toContain(value);
            made.add(value);
          }
        }
        for (const value of outputs) expect(made).toContain(value);
        const known = new Map<GraphNode, number>();
        const fewest =
          1 + Math.max(-1, ...part.nodes.filter((node) => !isHost(node)).map((node) => earliest(node, known)));
        expect(steps.filter(({ kind }) => kind === 'segment')).toHaveLength(fewest);
      }),
    );
  });

  it('carries as little over the cuts as the best of all placements', () => {
    fc.assert(
      fc.property(graphs, (recipe) => {
        const outputs = graphOf(recipe).slice(-2);
        const part = cutGraph(outputs);
        const steps = partition(part, outputs);
        expect(carriedBytes(steps, outputs)).toBe(leastBytes(part.nodes, outputs));
      }),
      { numRuns: 200 },
    );
  });
});

/** Host operations in a row, each behind a segment, on the longest way to a node: the stage it can run in at first. */
function earliest(node: GraphNode, known: Map<GraphNode, number>): number {
  const done = known.get(node);
  if (done !== undefined) return done;
  const before = node.inputs
    .filter(({ node: source }) => inputName(source.outputs[0]) === undefined)
    .map(({ node: source }) => earliest(source, known) + (isHost(source) && !isHost(node) ? 1 : 0));
  const stage = Math.max(isHost(node) ? -1 : 0, ...before);
  known.set(node, stage);
  return stage;
}

function isHost(node: GraphNode): boolean {
  return node.op.host !== undefined;
}

/** Values that get memory wherever they are made, and so cost nothing to carry. */
function boundIn(nodes: readonly GraphNode[], outputs: readonly Value[]): Set<Value> {
  return new Set([...outputs, ...nodes.filter(isHost).flatMap(({ inputs, outputs }) => [...inputs, ...outputs])]);
}

/** Bytes that are kept over each cut, summed over the cuts. */
function carriedBytes(steps: readonly Step[], outputs: readonly Value[]): number {
  const segments = steps.filter((step) => step.kind === 'segment');
  const hosts = steps.flatMap((step) => (step.kind === 'host' ? [step.node] : []));
  const bound = boundIn(hosts, outputs);
  return segments
    .flatMap((segment, stage) => segment.outputs.map((value) => ({ value, stage })))
    .filter(({ value }) => !bound.has(value))
    .reduce((sum, { value, stage }) => {
      const last = segments.findLastIndex(({ inputs }) => inputs.includes(value));
      return sum + byteLengthOf(value) * (last - stage);
    }, 0);
}

/** The same for the best of all placements, by trying them all. */
function leastBytes(nodes: readonly GraphNode[], outputs: readonly Value[]): number {
  const known = new Map<GraphNode, number>();
  const count = 1 + Math.max(-1, ...nodes.map((node) => earliest(node, known)));
  const bound = boundIn(nodes, outputs);
  const stages = new Map(nodes.filter(isHost).map((node) => [node, earliest(node, known)]));
  const free = nodes.filter((node) => !isHost(node));
  let least = Number.POSITIVE_INFINITY;
  const place = (index: number): void => {
    const node = free[index];
    if (node === undefined) {
      least = Math.min(least, cost());
      return;
    }
    for (let stage = earliest(node, known); stage < count; stage += 1) {
      stages.set(node, stage);
      if (fits(node, stage)) place(index + 1);
    }
    stages.delete(node);
  };
  const stageOf = (node: GraphNode): number => stages.get(node) as number;
  const fits = (node: GraphNode, stage: number): boolean =>
    node.inputs.every(({ node: source }) => {
      const before = stages.get(source);
      return before === undefined || (isHost(source) ? before < stage : before <= stage);
    });
  const hostsFit = (): boolean =>
    nodes.filter(isHost).every((host) => host.inputs.every(({ node }) => (stages.get(node) ?? -1) <= stageOf(host)));
  const cost = (): number => {
    if (!hostsFit()) return Number.POSITIVE_INFINITY;
    return free
      .flatMap(({ outputs }) => outputs)
      .filter((value) => !bound.has(value))
      .reduce((sum, value) => {
        const users = nodes.filter(({ inputs }) => inputs.includes(value));
        return sum + byteLengthOf(value) * (Math.max(...users.map(stageOf)) - stageOf(value.node));
      }, 0);
  };
  place(0);
  return least;
}
