import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { cornersOf, horizontalToQuad } from '../../geometry/index.js';
import type { Quad } from '../../geometry/types.js';
import { diorFormat } from '../dior/index.js';
import { classNameOf } from '../hrsc2016/classes.js';
import { hrsc2016Format } from '../hrsc2016/index.js';
import { rolabelimgFormat } from '../rolabelimg/index.js';
import type { AnnotatedObject, DatasetFormat, ImageAnnotations, Loss, ObjectChange } from '../types.js';
import { decodeXml } from './decode.js';

const scratch = mkdtempSync(join(tmpdir(), 'keel-xml-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

type Content = Pick<AnnotatedObject, 'className' | 'classId' | 'polygon' | 'written' | 'difficulty' | 'truncated'>;

const pixel = fc.oneof(
  fc.integer({ min: -50, max: 2000 }),
  fc.integer({ min: -50_000, max: 2_000_000 }).map((n) => n / 1000),
);
const odd = fc.constantFrom(Number.NaN, Infinity, -Infinity, 1e20, 1e-3);
const name = fc.oneof(
  fc.constantFrom('ship', 'Expressway-Service-area', 'a & b <c> "d"', '舰船', '😀', 'x]]>y', '&amp;', "l'été"),
  fc.string({ minLength: 1, maxLength: 12 }).map((text) => text.trim().replace(/\r/g, '') || 'x'),
);
const flags = { difficulty: fc.integer({ min: 0, max: 3 }), truncated: fc.boolean() };
const quad = fc.array(fc.oneof({ weight: 9, arbitrary: pixel }, { weight: 1, arbitrary: odd }), {
  minLength: 8,
  maxLength: 8,
});

const corners = fc
  .record({ className: name, polygon: quad, ...flags })
  .map(
    (object) => ({ ...object, polygon: object.polygon as unknown as Quad, written: { kind: 'polygon' } }) as Content,
  );
const horizontal = (side: fc.Arbitrary<number>) =>
  fc.record({ className: name, box: fc.tuple(side, side, side, side), ...flags }).map(({ box, ...object }): Content => {
    const [xmin, ymin, xmax, ymax] = box;
    const sides = { xmin, ymin, xmax, ymax };
    return { ...object, polygon: horizontalToQuad(sides), written: { kind: 'horizontal', ...sides } };
  });
const rotated = (first: number, last: number, extra: fc.Arbitrary<Pick<Content, 'className' | 'classId'>>) =>
  fc
    .record({ extra, cx: pixel, cy: pixel, w: pixel, h: pixel, angle: fc.integer({ min: first, max: last }), ...flags })
    .map(({ extra, cx, cy, w, h, angle, ...object }): Content => {
      const box = { cx, cy, w, h, theta: angle / 1e6 };
      return { ...object, ...extra, polygon: cornersOf(box), written: { kind: 'rotated', ...box } };
    });
const shipId = fc.constantFrom(100000001, 100000013, 100000033).map((classId) => ({ className: 'ship', classId }));
const navyId = fc
  .constantFrom(100000002, 100000013, 100000033)
  .map((classId) => ({ className: classNameOf(classId) ?? '', classId }));

/** Everything that a format holds without loss. */
const cases: { format: DatasetFormat; variant: string; object: fc.Arbitrary<Content> }[] = [
  { format: diorFormat, variant: 'oriented', object: corners },
  { format: diorFormat, variant: 'horizontal', object: horizontal(pixel) },
  { format: hrsc2016Format, variant: 'ship', object: rotated(-1_570_796, 1_570_796, shipId) },
  { format: hrsc2016Format, variant: 'classwise', object: rotated(-1_570_796, 1_570_796, navyId) },
  {
    format: rolabelimgFormat,
    variant: 'rotated',
    object: fc.oneof(
      rotated(
        0,
        3_141_592,
        name.map((className) => ({ className })),
      ),
      horizontal(fc.integer({ min: 0, max: 900 })).filter(
        ({ written }) => written.kind === 'horizontal' && written.xmin <= written.xmax && written.ymin <= written.ymax,
      ),
    ),
  },
];

const image = (id: string, objects: readonly Content[], split?: string): ImageAnnotations => ({
  id,
  ...(split !== undefined && { split }),
  annotationFile: `${id}.xml`,
  imageFile: `${id}.png`,
  statedSize: { width: 800, height: 600, depth: 3, line: 1 },
  objects: objects.map((object, index) => ({ ...object, index, line: index + 1 })),
  problems: [],
});

let folders = 0;

/** Writes images as a dataset, empty image files included. */
async function write(
  format: DatasetFormat,
  variant: string,
  images: readonly ImageAnnotations[],
): Promise<{ root: string; losses: Loss[] }> {
  folders += 1;
  const root = join(scratch, String(folders));
  mkdirSync(root);
  const losses = await format.write(
    (async function* () {
      yield* images;
    })(),
    {
      root,
      classes: [],
      variant,
      sizeOf: () => undefined,
      placeImage: async (_image, target) => {
        mkdirSync(dirname(join(root, target)), { recursive: true });
        writeFileSync(join(root, target), '');
      },
    },
  );
  return { root, losses };
}

async function read(format: DatasetFormat, variant: string, root: string) {
  const dataset = await format.open(root, format === hrsc2016Format ? { variant } : {});
  const images = dataset.sources.flatMap((source) =>
    format.parse(dataset, source, readFileSync(join(root, source.file)), () => undefined),
  );
  return { dataset, images };
}

/** An object without its place in a file, with numbers as near as formats state them. */
function content({ className, classId, polygon, written, difficulty, truncated }: Content) {
  const round = (value: number): number => (Number.isFinite(value) ? Number(value.toFixed(5)) + 0 : value);
  const shape = Object.fromEntries(
    Object.entries(written).map(([key, v]) => [key, typeof v === 'number' ? round(v) : v]),
  );
  return { className, classId, polygon: polygon.map(round), shape, difficulty, truncated };
}

describe.each(cases)('$format.id, $variant', ({ format, variant, object }) => {
  it('reads what it wrote', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(object, { minLength: 1, maxLength: 6 }), async (objects) => {
        const { root, losses } = await write(format, variant, [image('P1', objects, 'train'), image('P2', [], 'test')]);
        const { dataset, images } = await read(format, variant, root);
        expect(losses.filter(({ what }) => what !== 'image-type')).toEqual([]);
        expect(dataset).toMatchObject({ format: format.id, unpaired: [] });
        expect(dataset.splits).toEqual(['train', 'test']);
        const [first, second] = images.sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(first.problems).toEqual([]);
        expect(first.objects.map(content)).toEqual(objects.map(content));
        expect(first).toMatchObject({ id: 'P1', split: 'train', statedSize: { width: 800, height: 600, depth: 3 } });
        expect(first.imageFile).toMatch(/P1\.png$/);
        expect(second).toMatchObject({ id: 'P2', split: 'test', objects: [], problems: [] });
        rmSync(root, { recursive: true });
      }),
      { numRuns: 30 },
    );
  });

  /** How the same document may stand in a file. */
  const disguises: Record<string, (text: string) => Buffer> = {
    'as written': (text) => Buffer.from(text),
    CRLF: (text) => Buffer.from(text.replaceAll('\n', '\r\n')),
    'on one line': (text) => Buffer.from(text.replace(/>\s+</g, '><')),
    'with a byte order mark': (text) => Buffer.from(`\uFEFF${text}`),
    'UTF-16': (text) => Buffer.from(`\uFEFF${text.replace(/^<\?.*?\?>/, '')}`, 'utf16le'),
    'with attributes and comments': (text) =>
      Buffer.from(
        text
          .replaceAll('<object>', '<object a="&gt;>"><!-- <object> -->')
          .replace('</annotation>', '<x/></annotation>'),
      ),
  };
  const change = fc.oneof(
    fc.constant<ObjectChange['change']>({ kind: 'drop' }),
    fc
      .integer({ min: 0, max: 9 })
      .map((difficulty): ObjectChange['change'] => ({ kind: 'set-difficulty', difficulty })),
    (variant === 'ship' ? fc.constant('ship') : variant === 'classwise' ? fc.constant('Kitty Hawk') : name).map(
      (className): ObjectChange['change'] =>
        variant === 'ship' ? { kind: 'drop' } : { kind: 'rename-class', className },
    ),
    fc
      .tuple(pixel, pixel, fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }))
      .map(([x, y, w, h]): ObjectChange['change'] => ({
        kind: 'replace-polygon',
        polygon: [x, y, x + w, y, x + w, y + h, x, y + h],
      })),
  );

  it('changes one object and no other byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(object, { minLength: 1, maxLength: 5 }),
        fc.nat(),
        change,
        fc.constantFrom(...Object.values(disguises)),
        async (objects, which, made, disguise) => {
          const { root } = await write(format, variant, [image('P1', objects)]);
          const { dataset } = await read(format, variant, root);
          const [source] = dataset.sources;
          const before = disguise(readFileSync(join(root, source.file), 'utf8'));
          rmSync(root, { recursive: true });
          const parse = (bytes: Buffer) => format.parse(dataset, source, bytes, () => undefined)[0];
          const target = which % objects.length;
          const amend = (changes: ObjectChange[]) =>
            format.amend(dataset, source, before, [{ image: 'P1', objects: changes, file: [] }]);

          expect(amend([])).toEqual(before);
          const after = amend([{ object: target, change: made }]);
          const old = parse(before);
          const now = parse(after);
          expect(now.problems).toEqual([]);

          const kept = old.objects.filter((_, i) => i !== target).map(content);
          const others = made.kind === 'drop' ? now.objects : now.objects.filter((_, i) => i !== target);
          expect(others.map(content)).toEqual(kept);
          expect(onlyObjectChanged(before, after, target, made.kind === 'drop')).toBe(true);
          if (made.kind === 'drop') return;

          const was = content(old.objects[target]);
          const is = content(now.objects[target]);
          if (made.kind === 'set-difficulty') expect(is).toEqual({ ...was, difficulty: made.difficulty });
          if (made.kind === 'rename-class')
            expect({ ...is, classId: 0 }).toEqual({ ...was, className: made.className, classId: 0 });
          if (made.kind === 'replace-polygon') {
            const wanted = [0, 2, 4, 6].map((i) => [made.polygon[i], made.polygon[i + 1]]);
            const got = [0, 2, 4, 6].map((i) => [is.polygon[i], is.polygon[i + 1]]);
            for (const [x, y] of wanted) expect(got.some(([a, b]) => Math.hypot(a - x, b - y) < 1e-4)).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Whether a version of a file is the old one but for an object, which may be gone with its indentation. */
function onlyObjectChanged(before: Buffer, after: Buffer, target: number, gone: boolean): boolean {
  const [old, now] = [before, after].map((bytes) => {
    const decoded = decodeXml(bytes);
    if ('reason' in decoded) throw new Error(decoded.reason);
    return decoded.text;
  });
  const element = [...old.matchAll(/(?:\r?\n[ \t]*)?<(object|HRSC_Object)\b[\s\S]*?<\/\1>/g)][target];
  const start = old.slice(0, element.index);
  const end = old.slice(element.index + element[0].length);
  if (gone) return now === start + end;
  return now.length >= start.length + end.length && now.startsWith(start) && now.endsWith(end);
}
