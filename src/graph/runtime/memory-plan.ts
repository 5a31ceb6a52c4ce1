/** Memory that is needed from one step to another, both included. */
export interface Need {
  readonly byteLength: number;
  readonly from: number;
  readonly to: number;
}

/** Pieces of memory, and which piece each need gets. */
export interface MemoryPlan {
  readonly pieces: readonly number[];
  readonly assigned: readonly number[];
}

/**
 * Lets needs that never overlap in time share memory. The largest choose first, and each takes the smallest piece that
 * is free throughout; the sizes of pieces are those of their first takers.
 */
export function planMemory(needs: readonly Need[]): MemoryPlan {
  const pieces: number[] = [];
  const takers: Need[][] = [];
  const assigned = new Array<number>(needs.length);
  const largestFirst = needs
    .map((_, index) => index)
    .sort((a, b) => needs[b].byteLength - needs[a].byteLength || a - b);
  for (const index of largestFirst) {
    const need = needs[index];
    // Pieces were made in falling order of size, so that the last one that is free is the smallest.
    let piece = takers.findLastIndex((others) => others.every(({ from, to }) => to < need.from || from > need.to));
    if (piece < 0) {
      piece = pieces.push(need.byteLength) - 1;
      takers.push([]);
    }
    takers[piece].push(need);
    assigned[index] = piece;
  }
  return { pieces, assigned };
}
