import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LineCounter, lineOf } from './lines.js';

it('counts LF, CRLF and lone CR as one end of line each', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('\n', '\r', '\r\n', 'a', 'bc')), fc.array(fc.nat(60)), (parts, places) => {
      const text = parts.join('');
      const counter = new LineCounter(text);
      for (const offset of places.sort((a, b) => a - b)) {
        const expected = text.slice(0, offset + 1).split(/\r\n|\n|\r/).length;
        // The character that ends a line belongs to it, and so does the LF of a CRLF.
        const ends = /[\n\r]/.test(text[offset] ?? '') ? 1 : 0;
        const inside = text[offset] === '\r' && text[offset + 1] === '\n' ? 1 : ends;
        expect(counter.at(offset)).toBe(expected - inside);
        expect(lineOf(text, offset)).toBe(expected - inside);
      }
    }),
  );
});

it('does not search a long line again and again', () => {
  const text = 'x'.repeat(50_000_000);
  const counter = new LineCounter(text);
  // A search per offset would take minutes.
  for (let offset = 0; offset < text.length; offset += 10) if (counter.at(offset) !== 1) throw new Error('line');
});
