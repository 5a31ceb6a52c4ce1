/** The vertex that flow comes from. */
export const source = 0;

/** The vertex that flow goes to. */
export const sink = 1;

/** A flow network whose least cut is sought. */
export class FlowNetwork {
  #vertices = 2;
  /** Edges in pairs: edge `e ^ 1` runs the other way. */
  readonly #ends: number[] = [];
  readonly #capacities: number[] = [];
  readonly #leaving: number[][] = [[], []];

  /** Adds a vertex and returns its number. */
  vertex(): number {
    this.#leaving.push([]);
    return this.#vertices++;
  }

  /** Adds an edge; an infinite capacity is never cut. */
  edge(from: number, to: number, capacity: number): void {
    this.#leaving[from].push(this.#ends.length);
    this.#leaving[to].push(this.#ends.length + 1);
    this.#ends.push(to, from);
    this.#capacities.push(capacity, 0);
  }

  /**
   * Finds the cut of least capacity by Dinic's algorithm and returns the vertices on the source's side; of several
   * least cuts, the one with the smallest source side. Call it once.
   */
  cut(): ReadonlySet<number> {
    for (;;) {
      const distance = this.#distances();
      if (distance[sink] < 0) return new Set(distance.flatMap((steps, vertex) => (steps < 0 ? [] : [vertex])));
      this.#saturate(distance);
    }
  }

  /** Edges from the source over edges that have room; −1 where no way leads. */
  #distances(): number[] {
    const distance = new Array<number>(this.#vertices).fill(-1);
    distance[source] = 0;
    const queue = [source];
    for (const vertex of queue) {
      for (const edge of this.#leaving[vertex]) {
        const end = this.#ends[edge];
        if (distance[end] >= 0 || this.#capacities[edge] <= 0) continue;
        distance[end] = distance[vertex] + 1;
        queue.push(end);
      }
    }
    return distance;
  }

  /** Sends flow over shortest paths until none has room. */
  #saturate(distance: readonly number[]): void {
    const next = new Array<number>(this.#vertices).fill(0);
    const path: number[] = [];
    let vertex = source;
    for (;;) {
      if (vertex === sink) {
        const room = Math.min(...path.map((edge) => this.#capacities[edge]));
        for (const edge of path) {
          this.#capacities[edge] -= room;
          this.#capacities[edge ^ 1] += room;
        }
        path.length = 0;
        vertex = source;
      }
      const edge = this.#leaving[vertex][next[vertex]];
      if (edge === undefined) {
        const back = path.pop();
        if (back === undefined) return;
        vertex = this.#ends[back ^ 1];
        next[vertex] += 1;
      } else if (this.#capacities[edge] > 0 && distance[this.#ends[edge]] === distance[vertex] + 1) {
        path.push(edge);
        vertex = this.#ends[edge];
      } else {
        next[vertex] += 1;
      }
    }
  }
}
