import { describe, expect, it } from 'vitest';
import type { Dataset } from '../types.js';
import { document, oriented } from './documents.js';
import { diorFormat } from './index.js';

describe('changing', () => {
  const amend = (content: string, amendment: object, variant = 'oriented'): string =>
    diorFormat
      .amend({ variant } as Dataset, { file: 'a.xml', bytes: 0 }, Buffer.from(content), [
        { image: 'a', objects: [], file: [], ...amendment },
      ])
      .toString();
  const size = { width: 1024, height: 512, depth: 3 };
  const file = [{ kind: 'set-size', size }];

  it('sets a size that is there, in part, or missing', () => {
    expect(
      amend('<annotation>\n  <size> <width>1</width><height> 512.0 </height><depth/></size>\n</annotation>', { file }),
    ).toBe('<annotation>\n  <size> <width>1024</width><height> 512.0 </height><depth>3</depth></size>\n</annotation>');
    const whole = '\n  <size>\n    <width>1024</width>\n    <height>512</height>\n    <depth>3</depth>\n  </size>';
    expect(amend('<annotation>\n  <size><width>1</width></size>\n</annotation>', { file })).toBe(
      `<annotation>${whole}\n</annotation>`,
    );
    expect(amend('<annotation>\n  <filename>a</filename>\n</annotation>', { file })).toBe(
      `<annotation>\n  <filename>a</filename>${whole}\n</annotation>`,
    );
    expect(() => amend('<annotation></annotation>', { file })).toThrow(
      expect.objectContaining({ code: 'datasets/unwritable-annotation' }),
    );
  });

  it('puts a missing difficulty where it belongs', () => {
    const objects = [{ object: 0, change: { kind: 'set-difficulty', difficulty: 1 } }];
    expect(amend('<annotation>\n <object>\n  <name>a</name>\n </object></annotation>', { objects })).toBe(
      '<annotation>\n <object>\n  <name>a</name>\n  <difficult>1</difficult>\n </object></annotation>',
    );
  });

  it('keeps the spelling of numbers that stay', () => {
    const content = document(oriented('ship', ['1.00', '2e0', 3, 4, 5, 6, ' 7 ', 8]));
    const objects = [{ object: 0, change: { kind: 'replace-polygon', polygon: [1, 2, 3, 4, 5, 6, 70.25, 8] } }];
    expect(amend(content, { objects })).toBe(content.replace(' 7 ', ' 70.25 '));
  });

  it('changes what is whole in a file that is cut', () => {
    const content = document(oriented('ship') + oriented('dam')).slice(0, -40);
    const objects = [{ object: 0, change: { kind: 'drop' } }];
    expect(amend(content, { objects })).toBe(content.replace(`\n${oriented('ship').trimEnd()}`, ''));
  });

  it('refuses what it cannot do', () => {
    const rejected = (amendment: object, code: string) =>
      expect(() => amend(document(oriented('ship')), amendment)).toThrow(expect.objectContaining({ code }));
    rejected({ file: [{ kind: 'strip-header' }] }, 'datasets/change-unsupported');
    rejected({ objects: [{ object: 1, change: { kind: 'drop' } }] }, 'datasets/unwritable-annotation');
    expect(() => amend('', { file })).toThrow(expect.objectContaining({ code: 'datasets/unwritable-annotation' }));
  });
});
