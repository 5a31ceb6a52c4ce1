import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, describe, expect, it } from 'vitest';
import type { Value } from '../types.js';
import { deformableColumns } from './deformable-columns.js';
import { kernelBuffers } from './kernel-memory.js';
import { between, byKernels, difference, type Setting } from './testing.js';
import { runKernel, stopKernelThreads } from './threads.js';
import { kernelModule } from './web-assembly.js';

/** Enough work for threads: 9 · 24² samples of 64 channels. */
function large(seed: number): Setting {
  return {
    build: (features: Value, offsets: Value) =>
      Object.values(deformableColumns(features, offsets, { kernel: 3, padding: 1 })),
    tensors: [between(-1, 1, [2, 64, 24, 24], seed), between(-2, 2, [2, 18, 24, 24], 2)],
    differentiable: [0],
  };
}

function expectSame(a: Awaited<ReturnType<typeof byKernels>>, b: typeof a): void {
  expect(difference(a.results[0], b.results[0])).toBe(0);
  expect(difference(a.gradients[0], b.gradients[0])).toBe(0);
}

afterAll(stopKernelThreads);

describe('kernel threads', () => {
  it('keep calls apart that are made at once', async () => {
    const alone = [await byKernels(large(1)), await byKernels(large(3))];
    const together = await Promise.all([byKernels(large(1)), byKernels(large(3))]);
    alone.forEach((outcome, i) => {
      expectSame(together[i], outcome);
    });
  });

  it('start again after they were stopped, even in the middle of a call', async () => {
    const expected = await byKernels(large(1));
    await stopKernelThreads();
    expectSame(await byKernels(large(1)), expected);
    const [outcome] = await Promise.all([byKernels(large(1)), stopKernelThreads()]);
    expectSame(outcome, expected);
  });

  it('report a kernel that fails and work on', async () => {
    const outside = [2 ** 32 - 64, 64, 64, 64, 0, 1, 0];
    const call = runKernel('rotatedFeatureAlign', [outside, outside, outside], 2 ** 21, Number.MAX_SAFE_INTEGER);
    await expect(call).rejects.toThrowError(/out of bounds/);
    expectSame(await byKernels(large(1)), await byKernels(large(1)));
  });

  it('see memory that was added since they started', async () => {
    const expected = await byKernels(large(1));
    const before = kernelModule().memory.buffer.byteLength;
    const taken = kernelBuffers.allocate(before);
    expect(kernelModule().memory.buffer.byteLength).toBeGreaterThan(before);
    expectSame(await byKernels(large(1)), expected);
    kernelBuffers.free(taken);
  });

  it('take no more memory the tenth time than the second', async () => {
    await byKernels(large(1));
    await byKernels(large(1));
    const before = kernelModule().memory.buffer.byteLength;
    for (let i = 0; i < 8; i += 1) await byKernels(large(1));
    expect(kernelModule().memory.buffer.byteLength).toBe(before);
  });

  it('let the process end, but not before a call has, and say what is missing when they were not built', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keel-kernels-'));
    try {
      const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
      const input = { threads: here('./threads.ts'), memory: here('./kernel-memory.ts') };
      const bundle = await rolldown({ platform: 'node', input });
      await bundle.write({ dir: folder, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' });
      writeFileSync(join(folder, 'program.mjs'), program);
      const run = () =>
        spawnSync(process.execPath, ['program.mjs'], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
      expect(run().stderr).toContain('kernels/not-built');
      copyFileSync(here('./kernels.wasm'), join(folder, 'kernels.wasm'));
      expect(run()).toMatchObject({ status: 0, stdout: '16 twice: 32\n', stderr: '' });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** Adds features of 16 to themselves; never stops the threads. */
const program = `
import { kernelBuffers } from './memory.mjs';
import { runKernel } from './threads.mjs';

const pixels = 64 * 64;
const features = kernelBuffers.allocate(4 * 64 * pixels);
const aligned = kernelBuffers.allocate(4 * 64 * pixels);
const boxes = kernelBuffers.allocate(56 * pixels);
new Float32Array(features.buffer, features.byteOffset, 64 * pixels).fill(16);
new Float64Array(boxes.buffer, boxes.byteOffset, 7 * pixels).fill(1);
const task = [features.byteOffset, 64, 64, 64, boxes.byteOffset, 1, aligned.byteOffset];
for (let call = 0; call < 3; call += 1) {
  await runKernel('rotatedFeatureAlign', [task, task], 4 * 64 * (pixels + 64) + 1024, 2 ** 30);
}
console.log('16 twice:', new Float32Array(aligned.buffer, aligned.byteOffset, 1)[0]);
`;
