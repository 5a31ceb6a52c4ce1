import { describe, expect, it } from 'vitest';
import { detectionLine, readDetections } from './detections.js';

const read = (text: string) => readDetections(Buffer.from(text));

describe('readDetections', () => {
  it('moves boxes of windows of both tools to their image', () => {
    const { images, badLines } = read(
      'P1__1024__824___100 0.9 1 2 3 4 5 6 7 8\r\nP1__0.5__10___20 0.25 1 2 3 4 5 6 7 8\n\nP2 1e-3 0 0 1 0 1 1 0 1',
    );
    expect(badLines).toEqual([]);
    expect(Object.fromEntries(images)).toEqual({
      P1: {
        scores: [0.9, 0.25],
        quads: [
          [825, 102, 827, 104, 829, 106, 831, 108],
          [22, 44, 26, 48, 30, 52, 34, 56],
        ],
      },
      P2: { scores: [0.001], quads: [[0, 0, 1, 0, 1, 1, 0, 1]] },
    });
  });

  it('leaves out lines it cannot use, counts them by reason, and names the first', () => {
    const { images, badLines } = read(
      [
        'P1 0.9 1 2 3 4 5 6 7 8',
        'P1 0.9 1 2 3 4',
        'P1 0.9 1 2 3 4 5 6 7 --8',
        'P1 nan 1 2 3 4 5 6 7 8',
        'P1 0.9 1 2 3 4 5 6 7 1e999',
        'P1 0.9 1 2 3 4 5 6 7 8 9',
      ].join('\n'),
    );
    expect(images.get('P1')?.scores).toEqual([0.9]);
    expect(badLines).toEqual([
      { reason: 'wrong-field-count', line: 2, count: 2 },
      { reason: 'bad-number', line: 3, count: 1 },
      { reason: 'not-finite', line: 4, count: 2 },
    ]);
  });

  it('survives NUL bytes, a line without end and an empty file', () => {
    expect(read('').images.size).toBe(0);
    expect(read('\0\0\0').badLines).toMatchObject([{ reason: 'wrong-field-count', line: 1 }]);
    expect(read('7'.repeat(300_000)).badLines).toMatchObject([{ count: 1 }]);
  });
});

describe('detectionLine', () => {
  it('writes what readDetections reads, to a ten-thousandth of a pixel', () => {
    const line = detectionLine('P1', 0.98765, [1.23456789, 2, 3.5, 4, 5, 6, 7, -8.00004]);
    expect(line).toBe('P1 0.98765 1.2346 2.0 3.5 4.0 5.0 6.0 7.0 -8.0\n');
    expect(readDetections(Buffer.from(line)).images.get('P1')?.scores).toEqual([0.98765]);
  });
});
