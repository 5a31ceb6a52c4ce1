import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Memory, webAssemblyBuffers } from './buffers.js';

/** A memory that grows like WebAssembly's. */
class FakeMemory {
  buffer = new SharedArrayBuffer(65536);

  grow(pages: number): number {
    const before = this.buffer.byteLength / 65536;
    this.buffer = new SharedArrayBuffer((before + pages) * 65536);
    return before;
  }
}

describe('webAssemblyBuffers', () => {
  it('never hands out a byte twice, and aligns', () => {
    // A size allocates, nothing frees one of those held.
    const actions = fc.array(fc.oneof(fc.nat(100_000), fc.constant(undefined)), { maxLength: 60 });
    fc.assert(
      fc.property(actions, fc.nat(1000), (all, start) => {
        const buffers = webAssemblyBuffers(new FakeMemory(), start);
        const held: Memory[] = [];
        for (const size of all) {
          if (size !== undefined) held.push(buffers.allocate(size));
          else if (held.length > 0) buffers.free(held.splice(held.length >> 1, 1)[0]);
        }
        for (const { byteOffset, byteLength, buffer } of held) {
          expect(byteOffset % 64).toBe(0);
          expect(byteOffset).toBeGreaterThanOrEqual(start);
          expect(byteOffset + byteLength).toBeLessThanOrEqual(buffer.byteLength);
        }
        held.sort((a, b) => a.byteOffset - b.byteOffset);
        held.slice(1).forEach(({ byteOffset }, i) => {
          expect(byteOffset).toBeGreaterThanOrEqual(held[i].byteOffset + Math.max(1, held[i].byteLength));
        });
      }),
    );
  });

  it('uses again what was given back, joined with its neighbours', () => {
    const memory = new FakeMemory();
    const buffers = webAssemblyBuffers(memory, 0);
    for (let round = 0; round < 100; round += 1) {
      const pieces = [20_000, 10_000, 30_000].map((size) => buffers.allocate(size));
      for (const piece of [pieces[1], pieces[0], pieces[2]]) buffers.free(piece);
      buffers.free(buffers.allocate(60_000));
    }
    expect(memory.buffer.byteLength).toBe(65536);
  });
});
