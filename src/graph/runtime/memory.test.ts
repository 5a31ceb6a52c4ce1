import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { add } from '../ops/add.js';
import { input } from '../ops/input.js';
import { multiply } from '../ops/multiply.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { type Buffers, type Memory, sharedBuffers } from './buffers.js';
import { compile } from './program.js';
import { hostSquare } from './testing.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Megabytes of memory that the process holds, once the collector has run. */
async function megabytes(): Promise<number> {
  for (let i = 0; i < 3; i += 1) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return process.memoryUsage.rss() / 1e6;
}

const x = input('x', [64, 256]);

function step() {
  const hosted = hostSquare(add(x, x));
  return { y: multiply(hosted, x), norm: reduceSum(hosted) };
}

/**
 * Does something in rounds and expects that memory settles. What leaks grows in every round; what the collector or the
 * allocator holds back for a while does not, so the round that grew least tells.
 */
async function expectFlat(timesPerRound: number, work: () => Promise<unknown>): Promise<void> {
  const growth: number[] = [];
  let before = Number.NaN;
  for (let round = 0; round < 5; round += 1) {
    for (let i = 0; i < timesPerRound; i += 1) await work();
    const after = await megabytes();
    if (round > 0) growth.push(after - before);
    before = after;
  }
  expect(Math.min(...growth)).toBeLessThan(4);
}

describe('memory', () => {
  it('stays flat over thousands of steps', async () => {
    const program = await compile(step(), { threads: 1 });
    const feed = new Float32Array(64 * 256);
    await expectFlat(1200, () => program.run({ x: feed }));
    program.dispose();
  });

  it('stays flat when bindings come and go', async () => {
    const program = await compile(step(), { threads: 1 });
    const place = new Float32Array(64 * 256);
    await expectFlat(500, async () => {
      const binding = program.bind({ x: place, y: new Float32Array(new SharedArrayBuffer(4 * 64 * 256)) });
      await binding.run();
      binding.dispose();
    });
    program.dispose();
  });

  it('stays flat when programs come and go', async () => {
    await expectFlat(40, async () => {
      const program = await compile(step(), { threads: 1 });
      await program.run({ x: 1 });
      await program.tap('**', { x: 1 });
      program.dispose();
    });
  });

  it('of forgotten programs is released by the collector', async () => {
    const memories = new Set<Memory>();
    const buffers: Buffers = {
      allocate(byteLength) {
        const memory = sharedBuffers.allocate(byteLength);
        memories.add(memory);
        return memory;
      },
      free: (memory) => {
        memories.delete(memory);
      },
    };
    const forget = async (): Promise<void> => {
      const program = await compile(step(), { threads: 1, buffers });
      await program.run({ x: 1 });
      await program.bind({ x: new Float32Array(64 * 256) }).run();
    };
    for (let i = 0; i < 10; i += 1) await forget();
    const held = memories.size;
    expect(held).toBeGreaterThanOrEqual(40);
    await megabytes();
    expect(memories.size).toBeLessThan(held / 5);
  });
});
