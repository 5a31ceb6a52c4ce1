import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlowNetwork, sink, source } from './min-cut.js';

type Edge = readonly [from: number, to: number, capacity: number];

function capacityOf(edges: readonly Edge[], side: ReadonlySet<number>): number {
  return edges.reduce((sum, [from, to, capacity]) => sum + (side.has(from) && !side.has(to) ? capacity : 0), 0);
}

/** All sets of vertices with the source and without the sink. */
function sides(vertices: number): ReadonlySet<number>[] {
  return Array.from({ length: 2 ** (vertices - 2) }, (_, bits) => {
    const inner = Array.from({ length: vertices - 2 }, (_, i) => i + 2).filter((_, i) => (bits >> i) & 1);
    return new Set([source, ...inner]);
  });
}

describe('FlowNetwork', () => {
  it('cuts where the capacity is least', () => {
    const network = new FlowNetwork();
    const [a, b] = [network.vertex(), network.vertex()];
    network.edge(source, a, Number.POSITIVE_INFINITY);
    network.edge(a, b, 3);
    network.edge(b, sink, 5);
    expect(network.cut()).toEqual(new Set([source, a]));
  });

  it('finds a cut as small as the best of all, with the smallest source side', () => {
    const edges = fc.array(fc.tuple(fc.nat(6), fc.nat(6), fc.oneof(fc.nat(9), fc.constant(Number.POSITIVE_INFINITY))));
    fc.assert(
      fc.property(edges, (all) => {
        const proper = all.filter(([from, to]) => from !== to && to !== source && from !== sink);
        const best = Math.min(...sides(7).map((side) => capacityOf(proper, side)));
        fc.pre(Number.isFinite(best));
        const network = new FlowNetwork();
        for (let vertex = 2; vertex < 7; vertex += 1) network.vertex();
        for (const edge of proper) network.edge(...edge);
        const side = network.cut();
        expect(capacityOf(proper, side)).toBe(best);
        const leastCuts = sides(7).filter((other) => capacityOf(proper, other) === best);
        expect(side.size).toBe(Math.min(...leastCuts.map(({ size }) => size)));
      }),
    );
  });
});
