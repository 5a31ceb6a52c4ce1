import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { boxDrawing } from './drawing.js';
import { frameAround } from './frame.js';

const frame = { x: 0, y: 0, side: 100 };
const square = [20, 20, 80, 20, 80, 60, 20, 60];

/** Elements of a drawing by name; throws where it is no well-formed XML. */
function elementsOf(drawing: string): Record<string, number> {
  const counts: Record<string, number> = {};
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    counts[name] = (counts[name] ?? 0) + 1;
  });
  parser.write(`<svg>${drawing}</svg>`).close();
  return counts;
}

/** Middles of the numbered discs, in the order of the corners. */
function discsOf(drawing: string): [number, number][] {
  return [...drawing.matchAll(/<g transform="translate\(([-\d.]+) ([-\d.]+)\)">/g)].map(([, x, y]) => [+x, +y]);
}

describe('boxDrawing', () => {
  it('draws four edges with arrows and four numbered corners', () => {
    const drawing = boxDrawing({ polygon: square }, frame, 320);
    expect(elementsOf(drawing)).toMatchObject({ line: 8, polygon: 4, circle: 4, path: 4 });
  });

  it('puts the numbers outside their corners, in file order', () => {
    const discs = discsOf(boxDrawing({ polygon: square }, frame, 320));
    const corners = [0, 1, 2, 3].map((i) => [square[2 * i] * 3.2, square[2 * i + 1] * 3.2]);
    const middle = [160, 128];
    for (const [i, [x, y]] of discs.entries()) {
      const [cx, cy] = corners[i];
      expect(Math.hypot(x - cx, y - cy)).toBeLessThan(20);
      expect(Math.hypot(x - middle[0], y - middle[1])).toBeGreaterThan(Math.hypot(cx - middle[0], cy - middle[1]));
    }
  });

  it('draws the minimum rectangle dashed, turned clockwise with y down', () => {
    const rectangle = { cx: 50, cy: 50, w: 40, h: 20, theta: Math.PI / 2 };
    const drawing = boxDrawing({ polygon: square, rectangle }, { x: 0, y: 0, side: 320 }, 320);
    expect(drawing).toContain(
      'points="60,30 60,70 40,70 40,30" fill="none" stroke="#fff" stroke-width="1.5" stroke-dasharray',
    );
  });

  it('points at a box too thin to be seen, and at no other', () => {
    const arrows = (polygon: number[]) => elementsOf(boxDrawing({ polygon }, frame, 320)).line;
    expect(arrows(square)).toBe(8);
    expect(arrows([20, 20, 80, 20, 80, 20, 20, 20])).toBe(12);
    expect(arrows([50, 50, 50, 50, 50, 50, 50, 50])).toBe(12);
    expect(arrows([20, 20, 80, 70, 79.9, 70.1, 19.9, 20.1])).toBe(12);
  });

  it.each([
    ['a point', [50, 50, 50, 50, 50, 50, 50, 50]],
    ['a segment', [20, 50, 80, 50, 80, 50, 20, 50]],
    ['two pairs of equal corners', [20, 50, 20, 50, 80, 50, 80, 50]],
  ])('keeps the numbers of %s apart', (_, polygon) => {
    const discs = discsOf(boxDrawing({ polygon }, frame, 320));
    expect(discs).toHaveLength(4);
    for (const [i, [x, y]] of discs.entries()) {
      for (const [u, v] of discs.slice(0, i)) expect(Math.hypot(x - u, y - v)).toBeGreaterThan(15);
    }
  });

  it('leaves out a corner that is not finite, with its edges, and keeps the numbers of the others', () => {
    const drawing = boxDrawing({ polygon: [20, 20, Number.NaN, 20, 80, 60, 20, 60] }, frame, 320);
    expect(elementsOf(drawing)).toMatchObject({ line: 4, circle: 3 });
    const whole = boxDrawing({ polygon: square }, frame, 320);
    const numbers = (text: string) => [...text.matchAll(/<path d="([^"]+)"/g)].map(([, path]) => path);
    const [first, , third, fourth] = numbers(whole);
    expect(numbers(drawing)).toEqual([first, third, fourth]);
    expect(boxDrawing({ polygon: square.map(() => Number.NaN) }, frame, 320)).toBe('');
  });

  it('is well-formed and without NaN for any finite box', () => {
    const corners = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(corners, (polygon) => {
        const drawing = boxDrawing({ polygon }, frameAround(polygon) ?? frame, 320);
        elementsOf(drawing);
        return !/NaN|Infinity/.test(drawing) && discsOf(drawing).length === 4;
      }),
    );
  });
});
