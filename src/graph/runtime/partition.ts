import type { Part } from '../cut.js';
import { constantOf } from '../ops/constant.js';
import type { GraphNode, Value } from '../types.js';
import { byteLengthOf } from './buffers.js';
import { FlowNetwork, sink, source } from './min-cut.js';

/** A part of the graph that ONNX Runtime runs in one go, or a host operation. */
export type Step =
  | { readonly kind: 'segment'; readonly inputs: readonly Value[]; readonly outputs: readonly Value[] }
  | { readonly kind: 'host'; readonly node: GraphNode };

/** Operations that cost next to nothing: every segment that needs their result computes it anew. */
const repeated = new Set(['constant', 'reshape', 'broadcast-to']);

/**
 * Cuts the graph behind some outputs at its host operations, into steps to be taken in order.
 *
 * 1. As few segments as can be: the *stage* of a node is the number of host operations, each waiting for a segment, on
 *    the longest way from the inputs to it. Host operations run as early as they can; those of one stage share a cut.
 * 2. As little memory across the cuts as can be: other nodes may run at any stage between those of their inputs and
 *    those of their users. For each cut, the least cut of a flow network in which a value's capacity is its size
 *    decides which nodes run before it. What has to be kept over each cut, summed over the cuts, is then least.
 *    Values that need a buffer anyway (outputs, inputs and results of host operations) count nothing. Constants,
 *    reshapes and broadcasts are repeated where they are needed rather than carried over.
 *
 * Constants and graph inputs that a host operation takes, or that are outputs, are not made by any step.
 */
export function partition(part: Part, outputs: readonly Value[]): Step[] {
  const graph = dependencies(part, outputs);
  const stages = assignStages(graph);
  const count = 1 + Math.max(-1, ...stages.values());
  const steps: Step[] = [];
  for (let stage = -1; stage < count; stage += 1) {
    const here = graph.nodes.filter((node) => stages.get(node) === stage);
    const segment = here.filter((node) => !isHost(node));
    if (segment.length > 0) {
      const made = new Set(segment.flatMap((node) => node.outputs));
      const isNeededLater = (value: Value): boolean =>
        graph.bound.has(value) || (graph.consumers.get(value) ?? []).some((user) => stages.get(user) !== stage);
      const inputs = new Set(
        segment.flatMap((node) => graph.leaves.get(node) ?? []).filter((value) => !made.has(value)),
      );
      steps.push({ kind: 'segment', inputs: [...inputs], outputs: [...made].filter(isNeededLater) });
    }
    for (const node of here) if (isHost(node)) steps.push({ kind: 'host', node });
  }
  return steps;
}

function isHost(node: GraphNode): boolean {
  return node.op.host !== undefined;
}

/** A graph without its inputs, constants and repeated nodes. */
interface Dependencies {
  readonly nodes: readonly GraphNode[];
  readonly inputs: ReadonlySet<Value>;
  /** Values that need a buffer wherever they are made. */
  readonly bound: ReadonlySet<Value>;
  /** Values and graph inputs that each node is made of, seen through repeated nodes. */
  readonly leaves: ReadonlyMap<GraphNode, readonly Value[]>;
  /** The nodes that are made of each value. */
  readonly consumers: ReadonlyMap<Value, readonly GraphNode[]>;
}

function dependencies({ nodes, inputs }: Part, outputs: readonly Value[]): Dependencies {
  const hosts = nodes.filter(isHost);
  const bound = new Set([...outputs, ...hosts.flatMap((host) => [...host.inputs, ...host.outputs])]);
  const isRepeated = (node: GraphNode): boolean =>
    constantOf(node.outputs[0]) !== undefined || (repeated.has(node.op.name) && !bound.has(node.outputs[0]));
  const behind = new Map<Value, readonly Value[]>(inputs.map((value) => [value, [value]]));
  const leaves = new Map<GraphNode, readonly Value[]>();
  const consumers = new Map<Value, GraphNode[]>();
  for (const node of nodes) {
    const own = [...new Set(node.inputs.flatMap((value) => behind.get(value) as readonly Value[]))];
    for (const output of node.outputs) if (!behind.has(output)) behind.set(output, isRepeated(node) ? own : [output]);
    if (isRepeated(node)) continue;
    leaves.set(node, own);
    for (const value of own) {
      const users = consumers.get(value);
      if (users === undefined) consumers.set(value, [node]);
      else users.push(node);
    }
  }
  return { nodes: [...leaves.keys()], inputs: new Set(inputs), bound, leaves, consumers };
}

/** The stage of every node: host operations of stage s run after segment s and before segment s + 1. */
function assignStages(graph: Dependencies): Map<GraphNode, number> {
  const stages = earliestStages(graph);
  const count = 1 + Math.max(-1, ...stages.values());
  const latest = latestStages(graph, stages, count - 1);
  for (let boundary = 0; boundary < count - 1; boundary += 1) {
    const early = (node: GraphNode): boolean => (latest.get(node) as number) <= boundary;
    const late = (node: GraphNode): boolean => (stages.get(node) as number) > boundary;
    const before = runBefore(graph, early, late);
    for (const node of graph.nodes) {
      if (isHost(node) || early(node) || late(node)) continue;
      if (before.has(node)) latest.set(node, boundary);
      else stages.set(node, boundary + 1);
    }
  }
  return stages;
}

function earliestStages({ nodes, leaves }: Dependencies): Map<GraphNode, number> {
  const stages = new Map<GraphNode, number>();
  for (const node of nodes) {
    const after = (leaves.get(node) as readonly Value[]).map((value) => {
      const stage = stages.get(value.node);
      if (stage === undefined) return -1;
      return !isHost(node) && isHost(value.node) ? stage + 1 : stage;
    });
    stages.set(node, Math.max(isHost(node) ? -1 : 0, ...after));
  }
  return stages;
}

function latestStages(
  { nodes, leaves }: Dependencies,
  stages: ReadonlyMap<GraphNode, number>,
  last: number,
): Map<GraphNode, number> {
  const latest = new Map<GraphNode, number>();
  for (const node of nodes.toReversed()) {
    const own = isHost(node) ? (stages.get(node) as number) : (latest.get(node) ?? last);
    latest.set(node, own);
    for (const { node: source } of leaves.get(node) as readonly Value[])
      latest.set(source, Math.min(latest.get(source) ?? last, own));
  }
  return latest;
}

/** The nodes, of those that are neither early nor late, that should run before a cut so that it carries least. */
function runBefore(
  graph: Dependencies,
  early: (node: GraphNode) => boolean,
  late: (node: GraphNode) => boolean,
): ReadonlySet<GraphNode> {
  const network = new FlowNetwork();
  const vertices = new Map<GraphNode, number>();
  const vertexOf = (node: GraphNode): number => {
    if (early(node)) return source;
    if (late(node)) return sink;
    const vertex = vertices.get(node) ?? network.vertex();
    vertices.set(node, vertex);
    return vertex;
  };
  for (const [value, users] of graph.consumers) {
    if (graph.inputs.has(value)) continue;
    const producer = vertexOf(value.node);
    const ends = users.map(vertexOf);
    // A user before the cut needs its inputs made before the cut.
    for (const end of ends)
      if (end > sink && producer !== source) network.edge(end, producer, Number.POSITIVE_INFINITY);
    if (producer === sink || graph.bound.has(value) || ends.every((end) => end === source)) continue;
    // Cut once, however many users stand behind the cut.
    const carried = network.vertex();
    network.edge(producer, carried, byteLengthOf(value));
    for (const end of new Set(ends)) network.edge(carried, end, Number.POSITIVE_INFINITY);
  }
  const side = network.cut();
  return new Set([...vertices].flatMap(([node, vertex]) => (side.has(vertex) ? [node] : [])));
}
