import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeXml } from './decode.js';
import { spliceText } from './splice.js';

const declare = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>\n`;
/** 中文 in GBK. */
const chinese = Buffer.from([0xd6, 0xd0, 0xce, 0xc4]);

describe('decoding', () => {
  it('takes UTF-8 with and without a byte order mark', () => {
    expect(decodeXml(Buffer.from('<a>中</a>'))).toEqual({ text: '<a>中</a>', encoding: 'utf-8' });
    expect(decodeXml(Buffer.from('\uFEFF<a>中</a>'))).toEqual({ text: '\uFEFF<a>中</a>', encoding: 'utf-8' });
  });

  it('takes UTF-16 of either order, with and without a byte order mark', () => {
    const text = `\uFEFF${declare('UTF-16')}<a>中😀</a>`;
    const little = Buffer.from(text, 'utf16le');
    expect(decodeXml(little)).toEqual({ text, encoding: 'utf-16le' });
    expect(decodeXml(Buffer.from(little).swap16())).toEqual({ text, encoding: 'utf-16be' });
    expect(decodeXml(little.subarray(2))).toEqual({ text: text.slice(1), encoding: 'utf-16le' });
    expect(decodeXml(Buffer.from(little.subarray(2)).swap16())).toEqual({ text: text.slice(1), encoding: 'utf-16be' });
  });

  it('takes GBK and its relatives where they are declared', () => {
    for (const encoding of ['GBK', 'gb2312', 'GB18030']) {
      const content = Buffer.concat([Buffer.from(`${declare(encoding)}<a>`), chinese, Buffer.from('</a>')]);
      expect(decodeXml(content)).toEqual({ text: `${declare(encoding)}<a>中文</a>`, encoding: 'gb18030' });
    }
  });

  it('refuses what does not decode, with the line', () => {
    const lines = (head: string, bytes: number[]): Buffer =>
      Buffer.concat([Buffer.from(`${head}<a>\n`), Buffer.from(bytes)]);
    const cases: [string, Buffer, string, number][] = [
      ['empty', Buffer.alloc(0), 'empty-file', 1],
      ['GBK that nobody declared', Buffer.concat([Buffer.from('<a>\n<b>\n'), chinese]), 'bad-encoding', 3],
      ['cut UTF-8', lines('', [0xe4, 0xb8]), 'bad-encoding', 2],
      ['bad GBK', lines(declare('GBK'), [0x81, 0x20]), 'bad-encoding', 3],
      ['Latin-1', lines(declare('ISO-8859-1'), [0xe9]), 'bad-encoding', 3],
      ['a false declaration', Buffer.from(`${declare('utf-16')}<a/>`), 'bad-encoding', 1],
      ['an odd byte in UTF-16', Buffer.from([0xff, 0xfe, 0x3c, 0, 0x61]), 'bad-encoding', 1],
      ['half a surrogate pair', Buffer.from([0xff, 0xfe, 0x3c, 0, 0, 0xd8]), 'bad-encoding', 1],
      ['NUL', Buffer.from('<a>\n\0</a>'), 'not-text', 2],
      ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]), 'not-text', 1],
      ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0x1a]), 'not-text', 1],
    ];
    for (const [name, content, reason, line] of cases) {
      expect([name, decodeXml(content)]).toEqual([name, expect.objectContaining({ reason, line })]);
    }
  });
});

describe('splicing', () => {
  const piece = fc.constantFrom('a', '中', '😀', '\n', '€', 'é', '<', 'ñ');
  const text = fc.array(piece, { minLength: 1, maxLength: 40 }).map((parts) => parts.join(''));

  it('changes the piece and nothing else, in every encoding', () => {
    const encodings = {
      'utf-8': (s: string) => Buffer.from(s),
      'utf-16le': (s: string) => Buffer.from(s, 'utf16le'),
      'utf-16be': (s: string) => Buffer.from(s, 'utf16le').swap16(),
    };
    fc.assert(
      fc.property(text, fc.array(fc.nat(100), { minLength: 4, maxLength: 4 }), text, (whole, places, insert) => {
        for (const encode of Object.values(encodings)) {
          const content = encode(`\uFEFF<a>${whole}`);
          const decoded = decodeXml(content);
          if ('reason' in decoded) throw new Error(decoded.reason);
          const marks = [...decoded.text];
          const [a, b, c, d] = places.map((place) => 1 + (place % marks.length)).sort((x, y) => x - y);
          const offset = (count: number): number => marks.slice(0, count).join('').length;
          const edits = [
            { start: offset(c), end: offset(d), text: insert },
            { start: offset(a), end: offset(b), text: '' },
          ];
          const expected = [...marks.slice(0, a), ...marks.slice(b, c), insert, ...marks.slice(d)].join('');
          expect(spliceText(content, decoded, edits)).toEqual(encode(expected));
        }
      }),
    );
  });

  it('keeps GB 18030 bytes of every width, and writes what it cannot take as references', () => {
    // One byte, two bytes, four bytes for one UTF-16 unit, four bytes for two.
    const widths = [[0x41], [0xd6, 0xd0], [0x81, 0x30, 0x81, 0x30], [0x90, 0x30, 0x81, 0x30], [0x80]];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...widths), { maxLength: 20 }),
        fc.array(fc.constantFrom(...widths), { maxLength: 5 }),
        (before, after) => {
          const head = Buffer.from(`${declare('gb18030')}<a>`);
          const [start, end] = [Buffer.from(before.flat()), Buffer.from([...after.flat()])];
          const content = Buffer.concat([head, start, Buffer.from('<b>old</b>'), end]);
          const decoded = decodeXml(content);
          if ('reason' in decoded) throw new Error(decoded.reason);
          const at = decoded.text.indexOf('old');
          const changed = spliceText(content, decoded, [{ start: at, end: at + 3, text: 'x中😀' }]);
          expect(changed).toEqual(Buffer.concat([head, start, Buffer.from('<b>x&#20013;&#128512;</b>'), end]));
        },
      ),
    );
  });

  it('refuses edits that overlap', () => {
    const decoded = { text: 'abcdef', encoding: 'utf-8' } as const;
    const edits = [
      { start: 0, end: 3, text: '' },
      { start: 2, end: 4, text: '' },
    ];
    expect(() => spliceText(Buffer.from('abcdef'), decoded, edits)).toThrow(RangeError);
  });
});
