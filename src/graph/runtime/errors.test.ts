import { describe, expect, it, onTestFinished } from 'vitest';
import { KeelError } from '../../foundation/errors.js';
import { add } from '../ops/add.js';
import { input } from '../ops/input.js';
import { multiply } from '../ops/multiply.js';
import { scope } from '../scope.js';
import type { Op, Value } from '../types.js';
import { apply } from '../value.js';
import { webAssemblyBuffers } from './buffers.js';
import { compile } from './program.js';
import { hostSquare } from './testing.js';

const x = input('x', [2, 2]);
const index = input('index', [1], 'int64');

async function program() {
  const made = await compile({ y: add(x, x), index }, { threads: 1 });
  onTestFinished(() => made.dispose());
  return made;
}

describe('feeds and places', () => {
  const fits = { x: [1, 2, 3, 4], index: [1] };

  it.each([
    ['too few numbers', { ...fits, x: [1, 2, 3] }, 'x takes float32[2, 2]; it was given Array(3).'],
    ['another element type', { ...fits, x: new BigInt64Array(4) }, 'it was given BigInt64Array(4)'],
    ['float64', { ...fits, x: new Float64Array(4) }, 'it was given Float64Array(4)'],
    ['a larger array', { ...fits, x: new Float32Array(5) }, 'it was given Float32Array(5)'],
    ['another shape', { ...fits, x: { shape: [4], data: new Float32Array(4) } }, 'shape: [4]'],
    [
      'rows',
      {
        ...fits,
        x: [
          [1, 2],
          [3, 4],
        ],
      },
      'it was given Array(2)',
    ],
    ['a row of gaps', { ...fits, x: { shape: [2, 2], data: new Float32Array(7) } }, 'Float32Array(7)'],
    ['a fraction for an int64', { ...fits, index: [0.5] }, 'index takes int64[1]; it was given 0.5'],
    ['NaN for an int64', { ...fits, index: Number.NaN }, 'it was given NaN'],
    ['nothing', { ...fits, x: undefined }, 'it was given undefined'],
  ])('are refused: %s', async (_what, feeds, message) => {
    const made = await program();
    await expect(made.run(feeds as never)).rejects.toMatchObject({ code: 'runtime/feed' });
    await expect(made.run(feeds as never)).rejects.toThrow(message);
  });

  it('must be there and have known names', async () => {
    const made = await program();
    await expect(made.run({ x: 1 })).rejects.toMatchObject({ code: 'graph/missing-feed', values: { name: 'index' } });
    await expect(made.run({ ...fits, z: 1 })).rejects.toMatchObject({ code: 'runtime/unknown-name' });
    expect(() => made.bind({ z: new Float32Array(4) })).toThrow('The program has no input or output z.');
  });

  it('may not overlap what is written', async () => {
    const made = await program();
    const memory = new Float32Array(8);
    expect(() => made.bind({ x: memory.subarray(0, 4), y: memory.subarray(3, 7) })).toThrow(/x and y lie on the same/);
    expect(() => made.bind({ x: memory.subarray(0, 4), y: memory.subarray(4) })).not.toThrow();
    expect(() => made.bind({ x: memory.subarray(0, 3) })).toThrow('it was given Float32Array(3)');
  });
});

describe('programs', () => {
  it('run one at a time', async () => {
    const made = await program();
    const feeds = { x: 1, index: 1 };
    const first = made.run(feeds);
    await expect(made.run(feeds)).rejects.toMatchObject({ code: 'runtime/busy' });
    await first;
    await expect(made.run(feeds)).resolves.toBeDefined();
  });

  it('cannot be used once they are disposed of', async () => {
    const made = await program();
    const binding = made.bind();
    made.dispose();
    made.dispose();
    await expect(made.run({ x: 1, index: 1 })).rejects.toMatchObject({ code: 'runtime/disposed' });
    await expect(binding.run({ x: 1, index: 1 })).rejects.toMatchObject({ code: 'runtime/disposed' });
    await expect(made.tap('**')).rejects.toMatchObject({ code: 'runtime/disposed' });
    expect(() => made.bind()).toThrow('This Program was disposed of');
  });

  it('finish a run under way before they are released', async () => {
    const made = await program();
    const running = made.run({ x: 3, index: 1 });
    made.dispose();
    expect([...(await running).y.data]).toEqual([6, 6, 6, 6]);
  });

  it('refuse two inputs of one name', async () => {
    await expect(compile({ y: add(x, input('x', [1])) })).rejects.toMatchObject({ code: 'graph/duplicate-name' });
  });

  it('stop when the signal says so, and run again', async () => {
    const large = input('large', [3_000_000]);
    let y: Value = large;
    for (let i = 0; i < 200; i += 1) y = multiply(y, add(y, y));
    const made = await compile({ y }, { threads: 1, optimisation: 'none' });
    onTestFinished(() => made.dispose());
    const reason = new Error('enough');
    const stop = new AbortController();
    setTimeout(() => stop.abort(reason), 5);
    await expect(made.run({ large: 0 }, { signal: stop.signal })).rejects.toBe(reason);
    await expect(made.run({ large: 0 }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await expect(made.run({ large: 0 })).resolves.toBeDefined();
  });

  it('name the tap that matches nothing', async () => {
    const made = await program();
    await expect(made.tap('backbone', { x: 1 })).rejects.toThrow('No value of the program is named by "backbone".');
  });
});

describe('failures', () => {
  const wrong: Op<undefined> = {
    name: 'wrong',
    infer: ([type]) => [type],
    evaluate: ([a]) => [a],
    emit: ({ inputs: [a], outputs: [output] }, emitter) => {
      emitter.node('Reshape', [emitter.nameOf(a), emitter.constant('int64', [1], [3])], {}, emitter.nameOf(output));
    },
  };

  it('of ONNX Runtime name the scope, in a run', async () => {
    const made = await compile({ y: scope('head.bbox', () => apply(wrong, [x], undefined)) });
    const running = made.run({ x: 1 });
    await expect(running).rejects.toThrow(
      /ONNX Runtime failed at head\.bbox\/wrong#\d+\/Reshape: .*cannot be reshaped/s,
    );
    await expect(running).rejects.toMatchObject({ code: 'runtime/failed' });
  });

  it.each(['NoSuchType', 'Relu', 'MatMul'])('of ONNX Runtime name the scope, in loading %s', async (type) => {
    const bad: Op<undefined> = {
      ...wrong,
      emit: ({ outputs: [output] }, emitter) => {
        const three = emitter.constant('float32', [3], [1, 2, 3]);
        emitter.node(type, [three, emitter.constant('float32', [2], [1, 2])], {}, emitter.nameOf(output));
      },
    };
    const made = compile({ y: scope('neck', () => apply(bad, [x], undefined)) });
    await expect(made).rejects.toThrow(/ONNX Runtime failed at neck\/wrong#\d+\//);
  });

  it('of a host operation name the scope', async () => {
    const failing: Op<undefined> = { ...wrong, name: 'failing', host: () => Promise.reject(new Error('no boxes')) };
    const made = await compile({ y: scope('assign', () => apply(failing, [x], undefined)) });
    await expect(made.run({ x: 1 })).rejects.toThrow(/The host operation assign\.failing#\d+ failed: no boxes/);
  });

  it('of settings are errors too', async () => {
    await expect(compile({ y: add(x, x) }, { config: { '': '1' } })).rejects.toMatchObject({ code: 'runtime/failed' });
  });

  it.each(['webgpu', 'cuda'] as const)('of %s say what is missing, if anything is', async (provider) => {
    try {
      const made = await compile({ y: add(x, x) }, { provider });
      expect([...(await made.run({ x: 1 })).y.data]).toEqual([2, 2, 2, 2]);
      expect([...(await made.run({ x: [1, 2, 3, 4] })).y.data]).toEqual([2, 4, 6, 8]);
      made.dispose();
    } catch (error) {
      expect(error).toBeInstanceOf(KeelError);
      const codes = ['runtime/no-provider', 'runtime/provider-failed', 'runtime/no-provider-file'];
      expect(codes).toContain((error as KeelError).code);
    }
  });

  it('to find room say how much was wanted', async () => {
    const memory = {
      buffer: new SharedArrayBuffer(65536),
      grow: () => {
        throw new RangeError('maximum');
      },
    };
    const made = compile(
      { y: hostSquare(hostSquare(input('big', [20_000]))) },
      { buffers: webAssemblyBuffers(memory, 0) },
    );
    await expect(made).rejects.toThrow('There is no room for 1 MB more.');
  });
});
