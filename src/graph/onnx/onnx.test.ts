import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../foundation/package-root.js';
import { cutGraph, nameOf } from '../cut.js';
import { evaluate, tensor } from '../evaluate.js';
import { add } from '../ops/add.js';
import { constant } from '../ops/constant.js';
import { input } from '../ops/input.js';
import { multiply } from '../ops/multiply.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { topK } from '../ops/top-k.js';
import { hostSquare } from '../runtime/testing.js';
import { scope } from '../scope.js';
import { numbers } from '../testing.js';
import type { ReferenceTensor, Value } from '../types.js';
import { sizeOf } from '../value.js';
import { decodeModel, encodeModel, type ModelMessage } from './model.js';
import { readOnnx } from './read.js';
import { onnxReaders } from './readers.js';
import { examples, modelFaults } from './testing.js';
import { writeOnnx } from './write.js';

/** Deterministic data for graph inputs, by name. */
function feedsOf(outputs: readonly Value[]): Map<string, ReferenceTensor> {
  const { inputs } = cutGraph(outputs);
  return new Map(
    inputs.map((value, i) => [
      nameOf(value),
      tensor(value.shape, numbers(sizeOf(value.shape), i + 1).map(Math.fround)),
    ]),
  );
}

function evaluated(outputs: readonly Value[], feeds: ReadonlyMap<string, ReferenceTensor>): ReferenceTensor[] {
  const { inputs } = cutGraph(outputs);
  return evaluate(outputs, new Map(inputs.map((value) => [value, feeds.get(nameOf(value)) as ReferenceTensor])));
}

describe('writeOnnx and readOnnx', () => {
  it.each(Object.entries(examples))('agree on %s', (_name, build) => {
    const outputs = [build()].flat();
    const named = Object.fromEntries(outputs.map((value, i) => [`out${i}`, value]));
    const bytes = writeOnnx(named);
    expect(modelFaults(decodeModel(bytes))).toEqual([]);
    const read = Object.values(readOnnx(bytes).outputs);
    expect(read.map(({ dtype, shape }) => ({ dtype, shape }))).toEqual(
      outputs.map(({ dtype, shape }) => ({ dtype, shape })),
    );
    const feeds = feedsOf(outputs);
    const expected = evaluated(outputs, feeds);
    evaluated(read, feeds).forEach(({ data }, i) => {
      data.forEach((element, at) => {
        // Constants are written in float32.
        expect(Math.abs(element - expected[i].data[at])).toBeLessThanOrEqual(2e-6 * Math.max(1, Math.abs(element)));
      });
    });
  });

  it('cover every ONNX operator that an operation writes', () => {
    const folder = join(packageRoot, 'src', 'graph', 'ops');
    const sources = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.includes('test'));
    const written = new Set(
      sources.flatMap((file) => readFileSync(join(folder, file), 'utf8').match(/'[A-Z][A-Za-z]+'/g) ?? []),
    );
    const types = [...written].map((quoted) => quoted.slice(1, -1));
    expect(types.filter((type) => !(type in onnxReaders))).toEqual([]);
    const inExamples = new Set(Object.values(examples).flatMap((build) => typesIn(writeOnnx([build()].flat()))));
    expect(types.filter((type) => !inExamples.has(type))).toEqual([]);
  });

  it('are documented with all operators that can be read', () => {
    const page = readFileSync(join(packageRoot, 'docs', 'runtime.md'), 'utf8');
    expect(page.replaceAll('\n', ' ')).toContain(Object.keys(onnxReaders).join(' '));
  });

  it('keep the scopes of nodes', () => {
    const x = input('x', [2]);
    const y = scope('backbone', () => scope('conv1', () => multiply(x, x)));
    const { outputs } = readOnnx(writeOnnx({ y }));
    expect(outputs.y.node.scope).toBe('backbone.conv1');
  });
});

function typesIn(bytes: Uint8Array): string[] {
  return decodeModel(bytes).graph.node.map(({ opType }) => opType);
}

describe('writeOnnx', () => {
  const x = input('x', [2, 3]);

  it('names inputs and outputs, and nodes after their scopes', () => {
    const y = scope('head', () => add(x, x));
    const { graph } = decodeModel(writeOnnx({ loss: y, again: y, same: x }, { name: 'step' }));
    expect(graph.name).toBe('step');
    expect(graph.input.map(({ name }) => name)).toEqual(['x']);
    expect(graph.output.map(({ name }) => name)).toEqual(['loss', 'again', 'same']);
    expect(graph.node[0].name).toMatch(/^head\/add#\d+\/Add$/);
  });

  it('writes equal constants once', () => {
    const two = () => constant([2, 2, 2], [3]);
    const { graph } = decodeModel(writeOnnx({ y: add(multiply(x, two()), two()) }));
    expect(graph.initializer).toHaveLength(1);
  });

  it('keeps the order of the given inputs, needed or not', () => {
    const [a, b] = [input('a', [1]), input('b', [1], 'int64')];
    const { graph } = decodeModel(writeOnnx({ y: add(x, a) }, { inputs: [b, a] }));
    expect(graph.input.map(({ name }) => name)).toEqual(['b', 'a', 'x']);
  });

  it('writes the same bytes for the same graph', () => {
    const y = reduceSum(multiply(x, x));
    expect(writeOnnx({ y })).toEqual(writeOnnx({ y }));
  });

  it('leaves out what lies behind an input', () => {
    const hosted = hostSquare(x);
    const { graph } = decodeModel(writeOnnx({ y: add(hosted, hosted) }, { inputs: [hosted] }));
    expect(graph.input.map(({ name }) => name)).toEqual([hosted.name]);
  });

  it('refuses host operations and names that are used twice', () => {
    expect(() => writeOnnx({ y: hostSquare(x) })).toThrow(/host-square#\d+ is a host operation/);
    expect(() => writeOnnx({ y: add(x, input('x', [1])) })).toThrow('Two inputs or outputs of the model are named x.');
    expect(() => writeOnnx({ x: add(x, x) })).toThrow('Two inputs or outputs of the model are named x.');
  });

  it('writes results of one node that is partly an input', () => {
    const [values, indices] = topK(x, 2);
    const model = decodeModel(writeOnnx({ values }, { inputs: [indices] }));
    expect(modelFaults(model)).toEqual([]);
  });
});

describe('readOnnx', () => {
  /** A model with one node, or changed otherwise. */
  function model(change: (model: ModelMessage) => void): Uint8Array {
    const message = decodeModel(writeOnnx({ y: scope('neck', () => add(input('x', [2]), constant([1, 2], [2]))) }));
    change(message);
    return encodeModel(message);
  }

  it.each<[string, RegExp, (model: ModelMessage) => void]>([
    [
      'an unknown operator',
      /neck\/add#\d+\/Add of type Erf cannot be read: there is no operation/,
      ({ graph }) => {
        graph.node[0].opType = 'Erf';
      },
    ],
    [
      'another domain',
      /of type Add cannot be read/,
      ({ graph }) => {
        graph.node[0].domain = 'com.microsoft';
      },
    ],
    [
      'a missing input',
      /input 1 is missing/,
      ({ graph }) => {
        graph.node[0].input[1] = '';
      },
    ],
    [
      'an input that nothing makes',
      /nothing makes z before it is used/,
      ({ graph }) => {
        graph.node[0].input[1] = 'z';
      },
    ],
    [
      'shapes that do not fit',
      /neck\/add#\d+\/Add of type Add cannot be read: add in scope neck takes/,
      ({ graph }) => {
        graph.input[0].type.tensorType = { elemType: 1, shape: { dim: [{ dimValue: 3 }] } };
      },
    ],
    [
      'an open dimension',
      /the input x has an open dimension "batch"/,
      ({ graph }) => {
        graph.input[0].type.tensorType = { elemType: 1, shape: { dim: [{ dimParam: 'batch' }] } };
      },
    ],
    [
      'half precision',
      /the input x is not float32/,
      ({ graph }) => {
        graph.input[0].type.tensorType = { elemType: 10 };
      },
    ],
    [
      'half-precision constants',
      /the data of constant\/0 is not float32/,
      ({ graph }) => {
        graph.initializer[0].dataType = 10;
      },
    ],
    [
      'data of the wrong size',
      /the data of constant\/0/,
      ({ graph }) => {
        graph.initializer[0].dims = [3];
      },
    ],
    [
      'too many outputs',
      /it has 1 outputs/,
      ({ graph }) => {
        graph.node[0].output.push('more');
      },
    ],
    [
      'an old opset',
      /its opset is 11, not 18 to 23/,
      (message) => {
        message.opsetImport[0].version = 11;
      },
    ],
  ])('refuses %s', (_what, reason, change) => {
    expect(() => readOnnx(model(change))).toThrow(reason);
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['text', new TextEncoder().encode('{"not": "onnx"}')],
    ['half a model', model(() => {}).subarray(0, 40)],
  ])('refuses %s', (_what, bytes) => {
    expect(() => readOnnx(bytes)).toThrow(/This is no ONNX model that Keel reads/);
  });

  it('gives open dimensions the sizes it is told', () => {
    const bytes = model(({ graph }) => {
      graph.input[0].type.tensorType = { elemType: 1, shape: { dim: [{ dimParam: 'batch' }, { dimValue: 2 }] } };
    });
    expect(readOnnx(bytes, { dimensions: { batch: 5 } }).outputs).toMatchObject({});
    expect(Object.values(readOnnx(bytes, { dimensions: { batch: 5 } }).outputs)[0].shape).toEqual([5, 2]);
  });
});

const python = join(packageRoot, 'bench', '.cache', 'onnx', 'venv', 'bin', 'python');

describe.skipIf(!existsSync(python))('the checker of ONNX (bench/.cache/onnx/venv, with the package onnx)', () => {
  it('accepts what is written, and infers the shapes that are declared', () => {
    const folder = mkdtempSync(join(tmpdir(), 'keel-onnx-'));
    try {
      for (const [i, build] of Object.values(examples).entries()) {
        writeFileSync(join(folder, `${i}.onnx`), writeOnnx([build()].flat()));
      }
      const script = [
        'import onnx, sys, glob',
        'for path in glob.glob(sys.argv[1] + "/*.onnx"):',
        '    onnx.checker.check_model(onnx.load(path), full_check=True)',
        '    onnx.shape_inference.infer_shapes(onnx.load(path), strict_mode=True, data_prop=True)',
        'print("accepted")',
      ].join('\n');
      expect(execFileSync(python, ['-c', script, folder], { encoding: 'utf8' })).toBe('accepted\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
