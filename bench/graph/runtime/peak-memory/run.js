// Prints the peak memory of two sessions that run in turn (Linux); ../run.js starts it once for each way.
import { readFileSync } from 'node:fs';
import { compileSources } from '../../compile.js';

const load = compileSources({ again: false });
const { constant, conv2d, input, multiply, writeOnnx } = await load('graph/index.js');
const { Session } = await load('graph/runtime/session.js');
const { ortApi } = await load('graph/runtime/ort-api.js');

const shape = [1, 32, 256, 256];
const x = input('x', shape);
const weight = constant(new Float64Array(32 * 32).fill(1 / 32), [32, 32, 1, 1]);
const forward = [x];
for (let i = 0; i < 16; i += 1) forward.push(conv2d(forward[i], weight));
let y = forward[16];
for (let i = 16; i > 0; i -= 1) y = multiply(conv2d(y, weight), forward[i]);
const bytes = writeOnnx({ y });

// ONNX Runtime's own way: an arena for each session, and a pattern of the allocations of the first run.
const plain = process.argv[2] === 'as ONNX Runtime has it';
const config = plain ? { 'session.use_env_allocators': '0' } : {};
const tensor = () => ({ shape, data: new Float32Array(new SharedArrayBuffer(4 * shape.reduce((a, b) => a * b))) });
const [a, b] = [tensor(), tensor()];
const before = peak();
const first = await Session.create(bytes, { threads: 2, config, memoryPattern: plain });
const second = await Session.create(bytes, { threads: 2, config, memoryPattern: plain });
const bindings = [first.bind({ x: a }, { y: b }), second.bind({ x: b }, { y: a })];
for (let i = 0; i < 3; i += 1) for (const binding of bindings) await binding.run();
console.log(`${peak() - before} MB above the ${before} MB of the program (ONNX Runtime ${ortApi().version})`);

function peak() {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024);
}
