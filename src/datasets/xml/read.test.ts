import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseXml } from './parse.js';
import { readXml } from './read.js';
import { limits, type XmlReading } from './reading.js';
import { scanPlainXml } from './scan.js';
import { XmlShape } from './shape.js';

const shape = new XmlShape({
  root: 'annotation',
  document: ['filename', 'size', 'size/width', 'size/height'],
  object: 'object',
  fields: ['name', 'difficult', 'robndbox', 'robndbox/cx', 'robndbox/cy'],
});
const texts = {
  document: ['filename', 'size/width', 'size/height'],
  object: ['name', 'difficult', 'robndbox/cx', 'robndbox/cy'],
};

/** Everything a reading holds, as plain data. */
function plain({ document, objects, problem }: XmlReading) {
  return {
    problem,
    document: Object.fromEntries(texts.document.map((path) => [path, [document.text(path), document.content(path)]])),
    size: document.content('size'),
    end: document.end,
    objects: objects.map((object) => ({
      span: [object.start, object.end, object.line],
      box: object.content('robndbox'),
      fields: Object.fromEntries(texts.object.map((path) => [path, [object.text(path), object.content(path)]])),
    })),
  };
}

const sample = `<?xml version="1.0" encoding="UTF-8"?>
<annotation>
  <filename>00001.jpg</filename>
  <size><width>800</width><height> 600 </height></size>
  <object>
    <name>ship</name>
    <robndbox><cx>1.5</cx><cy>2</cy></robndbox>
  </object>
  <object><name>dam</name><name>late</name><other><name>x</name></other></object>
</annotation>
`;

describe('reading', () => {
  it('gives texts, lines and spans', () => {
    const { document, objects, problem } = readXml(sample, shape);
    expect(problem).toBeUndefined();
    expect(document.text('size/height')).toBe('600');
    expect(document.lineOf('size')).toBe(4);
    expect(objects.map(({ line }) => line)).toEqual([5, 9]);
    expect(objects[0].text('robndbox/cy')).toBe('2');
    expect(objects[1].text('name')).toBe('dam');
    expect(objects[1].has('robndbox')).toBe(false);
    expect(sample.slice(objects[1].start, objects[1].end)).toMatch(/^<object>.*<\/object>$/);
    const name = objects[0].content('name');
    expect(sample.slice(name?.start, name?.end)).toBe('ship');
  });

  it('resolves the five entities, character references and CDATA, and nothing else', () => {
    const text = '<annotation><object><name>a&amp;b &lt;&#x4e2d;&#20013;<![CDATA[<&]]></name></object></annotation>';
    expect(readXml(text, shape).objects[0].text('name')).toBe('a&b <中中<&');
    for (const name of ['nbsp', 'constructor', '__proto__', 'x'])
      expect(readXml(`<annotation><object><name>&${name};</name></object></annotation>`, shape)).toMatchObject({
        objects: [],
        problem: { reason: 'xml-malformed', inObject: true },
      });
  });

  it('takes the text before the first element inside', () => {
    const text = '<annotation><object><name>ship<b>x</b>y</name></object></annotation>';
    expect(readXml(text, shape).objects[0].text('name')).toBe('ship');
  });

  it('reads attributes, comments, processing instructions and empty elements', () => {
    const text = `<!-- <object> --><annotation verified="yes"><?x <object>?><size/><object id='1'
      ><name/><difficult>1</difficult ></object></annotation>`;
    const { objects, document } = readXml(text, shape);
    expect(document.content('size')).toEqual({ start: text.indexOf('<size/>') + 7, end: text.indexOf('<size/>') + 7 });
    expect(objects).toHaveLength(1);
    expect([objects[0].text('name'), objects[0].text('difficult')]).toEqual(['', '1']);
    expect(text.slice(objects[0].start, objects[0].start + 7)).toBe('<object');
  });
});

describe('bad documents', () => {
  const bad = (text: string) => readXml(text, shape).problem;

  it('refuses declared entities, however they are hidden, without reading on', () => {
    const laughs = Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('\n');
    const rest = '<annotation><object><name>&l10;</name></object></annotation>';
    const documents = {
      bomb: `<?xml version="1.0"?>\n<!DOCTYPE annotation [<!ENTITY l0 "ha">\n${laughs}]>\n${rest}`,
      external: `<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY l10 SYSTEM "file:///etc/passwd">]>${rest}`,
      parameter: `<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY % l10 SYSTEM "http://localhost/x.dtd">%l10;]>${rest}`,
      unused: `<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x "y">]><annotation/>`,
    };
    for (const text of Object.values(documents)) {
      expect(readXml(text, shape)).toMatchObject({
        objects: [],
        problem: { reason: 'xml-forbidden', line: 2, values: { what: 'entities' } },
      });
    }
    for (const text of [
      '<!DOCTYPE a SYSTEM "file:///etc/passwd"><annotation/>',
      '<!DOCTYPE a PUBLIC "-//x" "y"><annotation/>',
    ])
      expect(bad(text)).toMatchObject({ reason: 'xml-forbidden', line: 1, values: { what: 'external' } });
  });

  it('lets a declaration pass that declares no entity', () => {
    expect(bad('<!DOCTYPE annotation [<!ELEMENT size (width)>]><annotation></annotation>')).toBeUndefined();
  });

  it('keeps what was complete before a truncation, at every offset', () => {
    const ends = readXml(sample, shape).objects.map(({ end }) => end);
    const rootEnd = sample.lastIndexOf('>') + 1;
    for (let length = 0; length < rootEnd; length += 1) {
      const { objects, problem } = readXml(sample.slice(0, length), shape);
      expect(problem?.reason, `at ${length}`).toBe('xml-malformed');
      expect(problem?.line).toBeLessThanOrEqual(sample.slice(0, length).split('\n').length);
      expect(objects.length).toBe(ends.filter((end) => end <= length).length);
    }
    expect(bad(sample.slice(0, rootEnd))).toBeUndefined();
  });

  it('stops at the first fault with its line', () => {
    const cases: [string, number][] = [
      ['<annotation>\n<object>\n<name>a</nam>\n</object></annotation>', 3],
      ['<annotation>\n<object>\n<name>a</name>\n</annotation>', 4],
      ['<annotation>\n</annotation>\n<annotation></annotation>', 3],
      ['<annotation>\n</annotation>\nx', 3],
      ['<annotation>\na & b</annotation>', 2],
      ['<annotation>\n<a b=1></a></annotation>', 2],
      ['<annotation>\n<a b="1" b="2"></a></annotation>', 2],
      ['<annotation>\n]]></annotation>', 2],
      ['<annotation>\n\u0001</annotation>', 2],
      ['\n \n', 1],
      ['plain words', 1],
      ['<annotation>\n\n<!-- a -- b --></annotation>', 3],
      [' <?xml version="1.0"?>\n<annotation/>', 1],
    ];
    for (const [text, line] of cases)
      expect([text, bad(text)?.reason, bad(text)?.line]).toEqual([text, 'xml-malformed', line]);
  });

  it('does not count an object that the wrong tag closes', () => {
    const text = '<annotation><object><name>a</name></object><object><name>b</name></annotation>';
    expect(readXml(text, shape)).toMatchObject({ objects: [{}], problem: { inObject: true } });
  });

  it('names the root of another kind of document', () => {
    expect(bad('<?xml version="1.0"?>\n<html><body/></html>')).toEqual({
      reason: 'wrong-root',
      line: 2,
      inObject: false,
      values: { found: 'html', expected: 'annotation' },
    });
  });

  it('bounds nesting, attributes, references and objects', () => {
    const what = (text: string) => bad(text)?.values.what;
    const deep = 3_000_000;
    expect(what(`<annotation>${'<a>'.repeat(deep)}`)).toBe('nesting');
    expect(
      what(`<annotation>${'<a>'.repeat(limits.nesting - 1)}${'</a>'.repeat(limits.nesting - 1)}</annotation>`),
    ).toBe(undefined);
    expect(what(`<annotation ${Array.from({ length: 1001 }, (_, i) => `a${i}=""`).join(' ')}/>`)).toBe('attributes');
    expect(what(`<annotation>${'&lt;'.repeat(limits.references + 1)}</annotation>`)).toBe('references');
    const { objects } = limits;
    try {
      limits.objects = 1000;
      for (const object of ['<object/>', '<object></object>']) {
        expect(what(`<annotation>${object.repeat(1000)}</annotation>`)).toBeUndefined();
        expect(what(`<annotation>${object.repeat(1001)}</annotation>`)).toBe('objects');
      }
    } finally {
      limits.objects = objects;
    }
  });
});

describe('the fast way', () => {
  const word = fc.constantFrom(
    'ship',
    '',
    ' 12.5 ',
    '中文',
    'a>b',
    '\n',
    '\r\n',
    '\t',
    'x\r\ny',
    '--5',
    '😀',
    ']]',
    '1e999',
  );
  const space = fc.constantFrom('', '\n  ', '\r\n\t', ' ', '\r');
  const leaf = fc
    .tuple(fc.constantFrom('name', 'difficult', 'cx', 'filename', 'width', 'unknown', 'a.b-c_1'), word, space)
    .map(([name, text, gap]) => `<${name}>${text}</${name}>${gap}`);
  const group = (name: string, inside: fc.Arbitrary<string>) =>
    fc
      .tuple(space, fc.array(inside, { maxLength: 5 }))
      .map(([gap, parts]) => `<${name}>${gap}${parts.join('')}</${name}>${gap}`);
  const inObject = fc.oneof(leaf, group('robndbox', leaf), group('other', leaf));
  const inRoot = fc.oneof(leaf, group('size', leaf), group('object', inObject), group('object', inObject));
  const start = fc.constantFrom(
    '',
    '<?xml version="1.0"?>',
    '\uFEFF',
    "<?xml version='1.0' encoding='utf-8'?>\r\n",
    '\n',
  );
  const plainDocument = fc.tuple(start, group('annotation', inRoot)).map(([before, root]) => before + root);
  const oddity = fc.constantFrom(
    '<',
    '>',
    '/',
    '&',
    '&amp;',
    '&#65;',
    '<!-- c -->',
    '<![CDATA[x]]>',
    '<?p i?>',
    '<a/>',
    '<b c="d">',
    '</object>',
    '<object>',
    '</annotation>',
    '<annotation>',
    '<!DOCTYPE a>',
    '\u0000',
    '\u0007',
    '\uFFFF',
    '\uD800',
    ']]>',
    ' ',
    '\r',
    '<1>',
    '</>',
    '<é></é>',
    '<x:y></x:y>',
    '</name >',
  );
  const oddDocument = fc
    .tuple(plainDocument, fc.array(fc.tuple(fc.nat(), fc.nat(6), oddity), { maxLength: 3 }))
    .map(([text, changes]) =>
      changes.reduce((changed, [place, length, insert]) => {
        const at = place % (changed.length + 1);
        return changed.slice(0, at) + insert + changed.slice(at + length);
      }, text),
    );

  it('takes what programs write', () => {
    expect(scanPlainXml(sample, shape)).toBeDefined();
    fc.assert(
      fc.property(
        plainDocument,
        (text) => /😀/.test(text) || scanPlainXml(text, shape) !== undefined || hasNested(text),
      ),
      { numRuns: 3000 },
    );
  });

  it('gives what the parser gives, or nothing', () => {
    let taken = 0;
    const agree = (text: string) => {
      const fast = scanPlainXml(text, shape);
      if (fast === undefined) return;
      taken += 1;
      expect(plain(fast)).toEqual(plain(parseXml(text, shape)));
    };
    fc.assert(fc.property(plainDocument, agree), { numRuns: 5000 });
    fc.assert(fc.property(oddDocument, agree), { numRuns: 15000 });
    expect(taken).toBeGreaterThan(5000);
  });
});

/** An element of text with an element inside, which is the parser's. */
function hasNested(text: string): boolean {
  return /<(name|difficult|cx|filename|width)>[^<]*<[^/]/.test(text);
}
