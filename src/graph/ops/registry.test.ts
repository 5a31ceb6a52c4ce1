import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../foundation/package-root.js';
import type { Op } from '../types.js';
import * as functions from './index.js';
import { operations } from './registry.js';

const folder = join(packageRoot, 'src/graph/ops');
const page = readFileSync(join(packageRoot, 'docs/graph.md'), 'utf8');
const names = operations.map(({ name }) => name);

/** Operations through which no gradient flows: whole numbers, truth values, steps. */
const flat = [
  'are-finite',
  'are-nan',
  'arg-max',
  'cast',
  'constant',
  'equal',
  'floor',
  'greater',
  'greater-or-equal',
  'input',
  'less',
  'less-or-equal',
  'logical-and',
  'logical-not',
  'logical-or',
  'max-pool2d-places',
  'one-hot',
  'sign',
  'stop-gradient',
];

it('registers every operation that a file of the folder makes', async () => {
  const files = readdirSync(folder).filter((file) => /^[a-z0-9-]+\.ts$/.test(file) && file !== 'testing.ts');
  const found: Op[] = [];
  for (const file of files) {
    const source = readFileSync(join(folder, file), 'utf8');
    expect(source, `${file} has an operation that is not exported`).not.toMatch(/^const \w+Op\b/m);
    const made: Record<string, unknown> = await import(join(folder, file));
    for (const [name, value] of Object.entries(made))
      if (/Op$/.test(name) && typeof value === 'object') found.push(value as Op);
  }
  expect(names.toSorted()).toEqual(found.map(({ name }) => name).toSorted());
  expect(new Set(names).size).toBe(names.length);
});

it('has every side of every operation', () => {
  for (const { name, emit, host, gradient, interval } of operations) {
    if (name === 'input') continue;
    expect(emit ?? host, `${name} can be run`).toBeDefined();
    expect(interval, `${name} has an interval rule`).toBeDefined();
    expect(gradient === undefined, `${name} passes a gradient`).toBe(flat.includes(name));
  }
});

it('is what the page lists, and the page names every function', () => {
  const listed = [...page.slice(page.indexOf('## Operations')).matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(
    ([, name]) => name,
  );
  expect(listed.toSorted()).toEqual(names.toSorted());
  for (const name of Object.keys(functions)) expect(page, `${name} is documented`).toContain(`\`${name}`);
});
