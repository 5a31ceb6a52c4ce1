import { describe, expect, it } from 'vitest';
import { type Memory, sharedBuffers } from '../runtime/buffers.js';
import { sgd } from './sgd.js';
import { bars, bitsOf, compiledStep, smallNetwork } from './testing.js';

const learningRate = 0.05;

async function steppedThrice(keep: number) {
  const network = smallNetwork();
  const options = { ...network, values: network.values(), optimiser: sgd({ momentum: 0.9, dampening: 0.1 }), keep };
  const step = await compiledStep(options);
  const bits = [bitsOf(step.states()[0].tensors)];
  for (let number = 0; number < 3; number += 1) {
    await step.run(bars(number), { learningRate });
    bits.push(bitsOf(step.states()[0].tensors));
  }
  return { step, bits };
}

describe('states', () => {
  it.each([1, 2, 3, 5])('lists the last good states by reference: %i', async (keep) => {
    const { step, bits } = await steppedThrice(keep);
    const expected = bits.map((state, updates) => ({ updates, bits: state })).reverse();
    const states = step.states().map(({ updates, tensors }) => ({ updates, bits: bitsOf(tensors) }));
    expect(states).toEqual(expected.slice(0, keep));
    expect(new Set(bits.map((state) => state['momentum.backbone.conv1.weight'])).size).toBe(4);
  });

  it('keeps a state in place until as many updates were made', async () => {
    const { step, bits } = await steppedThrice(3);
    const [{ tensors }] = step.states();
    for (const number of [3, 4]) {
      await step.run(bars(number), { learningRate });
      expect(bitsOf(tensors)).toEqual(bits[3]);
    }
    expect(step.states()[2].tensors).toBe(tensors);
    expect(step.states()[2].updates).toBe(3);
  });
});

describe('rollback', () => {
  it('goes back to an earlier state, from which the same batches lead on to the same bits', async () => {
    const { step, bits } = await steppedThrice(3);
    step.rollback(2);
    expect(step.states().map(({ updates }) => updates)).toEqual([1]);
    expect(bitsOf(step.states()[0].tensors)).toEqual(bits[1]);
    for (const number of [1, 2]) await step.run(bars(number), { learningRate });
    expect(bitsOf(step.states()[0].tensors)).toEqual(bits[3]);
    expect(step.states().map(({ updates }) => updates)).toEqual([3, 2, 1]);
  });

  it('leads to the first step of all again, with what that one has of its own', async () => {
    const { step, bits } = await steppedThrice(4);
    step.rollback(3);
    await step.run(bars(0), { learningRate });
    expect(bitsOf(step.states()[0].tensors)).toEqual(bits[1]);
  });

  it('goes back by nothing', async () => {
    const { step, bits } = await steppedThrice(2);
    step.rollback(0);
    expect(bitsOf(step.states()[0].tensors)).toEqual(bits[3]);
    expect(step.states()).toHaveLength(2);
  });

  it.each([3, -1, 0.5, Number.NaN])('refuses to go back by %d', async (back) => {
    const { step, bits } = await steppedThrice(3);
    expect(() => step.rollback(back)).toThrow(expect.objectContaining({ code: 'training/no-such-state' }));
    expect(bitsOf(step.states()[0].tensors)).toEqual(bits[3]);
  });
});

describe('memory of states', () => {
  it('is taken once, K + 1 times the state, and given back', async () => {
    const taken = new Set<Memory>();
    const buffers = {
      allocate(byteLength: number) {
        const memory = sharedBuffers.allocate(byteLength);
        taken.add(memory);
        return memory;
      },
      free: (memory: Memory) => {
        taken.delete(memory);
      },
    };
    const network = smallNetwork();
    const options = { ...network, values: network.values(), optimiser: sgd({ momentum: 0.9 }), keep: 2, buffers };
    const step = await compiledStep(options);
    const numbers = [...step.states()[0].tensors.values()].reduce((sum, { length }) => sum + length, 0);
    const large = () => [...taken].filter(({ byteLength }) => byteLength >= 4 * numbers);
    expect(large()).toHaveLength(3);
    for (let number = 0; number < 4; number += 1) await step.run(bars(number), { learningRate });
    const afterAllOrders = taken.size;
    for (let number = 0; number < 20; number += 1) await step.run(bars(number), { learningRate });
    step.rollback(1);
    await step.run(bars(0), { learningRate });
    expect(taken.size).toBe(afterAllOrders);
    step.dispose();
    expect(taken.size).toBe(0);
  });
});
