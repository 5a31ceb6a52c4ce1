import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import '../index.js';

it('importing the graph loads neither koffi nor protobufjs', () => {
  const loaded = Object.keys(createRequire(import.meta.url).cache);
  expect(loaded.filter((file) => /koffi|protobufjs|onnxruntime/.test(file))).toEqual([]);
});
