import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDecimal, parseInteger, parseNumber, pixelDecimals } from './numbers.js';

const numberIn = (text: string): number | undefined => parseNumber(Buffer.from(text), 0, Buffer.byteLength(text));
const integerIn = (text: string): number | undefined => parseInteger(Buffer.from(text), 0, Buffer.byteLength(text));

describe('parseNumber', () => {
  it.each([
    ['0', 0],
    ['-0', -0],
    ['12', 12],
    ['+12.', 12],
    ['.5', 0.5],
    ['-3.25', -3.25],
    ['1e3', 1000],
    ['1E-2', 0.01],
    ['1e999', Infinity],
    ['-1e999', -Infinity],
    ['nan', Number.NaN],
    ['NaN', Number.NaN],
    ['-inf', -Infinity],
    ['Infinity', Infinity],
    ['9007199254740993', 9007199254740992],
    ['0.1234567890123456789', 0.12345678901234568],
    ['123456789012345678901234567890', 1.2345678901234568e29],
  ])('reads %s', (text, value) => {
    expect(numberIn(text)).toBe(value);
  });

  it.each(['', '-', '.', '--5', '12..3', '1,5', '0x10', '1_000', 'e5', '1e', 'plane', '12a', 'infinit', '١'])(
    'refuses %j',
    (text) => {
      expect(numberIn(text)).toBeUndefined();
    },
  );

  it('agrees with Number to the last bit', () => {
    const decimal = fc
      .tuple(fc.constantFrom('', '-'), fc.bigInt(0n, 10n ** 20n), fc.integer({ min: 0, max: 24 }))
      .map(([sign, digits, point]) => {
        const text = digits.toString().padStart(point + 1, '0');
        return point === 0 ? sign + text : `${sign}${text.slice(0, -point)}.${text.slice(-point)}`;
      });
    fc.assert(
      fc.property(fc.oneof(decimal, fc.double({ noNaN: true }).map(String)), (text) => {
        expect(numberIn(text)).toBe(Number(text));
      }),
      { numRuns: 20_000 },
    );
  });

  it('reads between the given bytes only', () => {
    expect(parseNumber(Buffer.from('91.52 7'), 1, 4)).toBe(1.5);
  });
});

describe('parseInteger', () => {
  it.each([
    ['0', 0],
    ['2', 2],
    ['-1', -1],
    ['+10', 10],
  ])('reads %s', (text, value) => {
    expect(integerIn(text)).toBe(value);
  });

  it.each(['', '-', '1.0', '1e2', 'nan', 'easy'])('refuses %j', (text) => {
    expect(integerIn(text)).toBeUndefined();
  });
});

describe('formatDecimal', () => {
  it.each([
    [12, 1, '12.0'],
    [12, 0, '12'],
    [12.5, 1, '12.5'],
    [0.1 + 0.2, 1, '0.3'],
    [-1e-9, 1, '0.0'],
    [-1e-9, 0, '0'],
    [1e21, 1, '1e+21'],
    [Number.NaN, 1, 'nan'],
    [-Infinity, 1, '-inf'],
  ])('writes %s with at least %i decimals as %s', (value, least, text) => {
    expect(formatDecimal(value, least, pixelDecimals)).toBe(text);
  });

  it('keeps a millionth of a pixel, and reads back as a number', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e5, max: 1e5, noNaN: true }), (value) => {
        expect(Math.abs((numberIn(formatDecimal(value, 1, pixelDecimals)) as number) - value)).toBeLessThan(1e-6);
      }),
      { numRuns: 5000 },
    );
  });
});
