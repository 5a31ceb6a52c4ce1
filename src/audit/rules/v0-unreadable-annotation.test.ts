import { expect, it } from 'vitest';
import type { ReadProblem } from '../../datasets/types.js';
import { describeRule, reportsOf, type Triggering } from './testing.js';
import { unreadableAnnotation } from './v0-unreadable-annotation.js';

const once = (reason: ReadProblem['reason'], values: ReadProblem['values'] = {}, more: Triggering = { images: [] }) =>
  ({ ...more, images: [{ problems: [{ reason, line: 3, values }] }], report: { line: 3, ...more.report } }) as const;

describeRule(unreadableAnnotation, {
  silent: {
    'a file without problems': { images: [{}] },
    'an empty file': { images: [{ objects: [], problems: [{ reason: 'empty-file', line: 1, values: {} }] }] },
    'a header line, which is V12': { images: [{ problems: [{ reason: 'header-line', line: 1, values: {} }] }] },
  },
  reasons: {
    'file-unreadable': once('file-unreadable', { detail: 'EACCES' }),
    'file-too-large': once('file-too-large', { bytes: 3e9 }),
    'not-text': once('not-text'),
    'bad-encoding': once('bad-encoding', { encoding: 'UTF-8' }),
    'line-too-long': once('line-too-long', { bytes: 200_000_000, most: 65_536 }),
    'too-few-fields': once('too-few-fields', { fields: 4, expected: 10 }),
    'too-many-fields': [
      once('too-many-fields', { fields: 12, expected: 10 }, { images: [], severity: 'warning' }),
      once('too-many-fields', { fields: 12, expected: 9 }, { images: [], dataset: { format: 'yolo-obb' } }),
    ],
    'bad-number': once('bad-number', { text: '--5', field: 2 }),
    'missing-difficulty': once('missing-difficulty', {}, { images: [], values: { count: 1 } }),
    'bad-difficulty': [
      once('bad-difficulty', { text: 'hard' }),
      once('bad-difficulty', { text: 'hard' }, { images: [], severity: 'warning', dataset: { format: 'dior' } }),
    ],
    'xml-malformed': once('xml-malformed', { detail: 'unclosed tag: object' }),
    'xml-forbidden': once('xml-forbidden', { what: 'entities' }),
    'missing-tag': once('missing-tag', { tag: 'robndbox' }),
    'json-malformed': once('json-malformed', { detail: 'CloseBraceExpected' }),
    'wrong-root': once('wrong-root', { found: 'html', expected: 'annotation' }),
    'dangling-reference': once('dangling-reference', { field: 'category_id', id: '99' }),
    'unsupported-shape': once('unsupported-shape', { kind: 'RLE' }),
    'corners-reduced': once('corners-reduced', { corners: 7 }),
    'bad-class-id': once('bad-class-id', { text: 'x' }),
    'image-size-unknown': once('image-size-unknown', { width: 1024, height: 1024 }),
    'too-many-problems': once('too-many-problems', { more: 17 }),
  },
});

it('names the object that a problem is about, unless the object has no end', () => {
  const problems: ReadProblem[] = [{ reason: 'bad-number', line: 3, object: 2, values: { text: '--5' } }];
  expect(reportsOf(unreadableAnnotation, { images: [{ problems }] })[0]).toMatchObject({ objectIndex: 2 });
  const cut: ReadProblem[] = [{ reason: 'xml-malformed', line: 3, object: 2, values: { detail: '' } }];
  expect(reportsOf(unreadableAnnotation, { images: [{ problems: cut }] })[0]).not.toHaveProperty('objectIndex');
});

it('counts what a whole dataset does', () => {
  const problems: ReadProblem[] = [1, 2, 3].map((line) => ({ reason: 'missing-difficulty', line, values: {} }));
  expect(reportsOf(unreadableAnnotation, { images: [{}, { problems }, { problems }] })).toEqual([
    { severity: 'warning', reason: 'missing-difficulty', file: 'labelTxt/P0001.txt', line: 1, values: { count: 6 } },
  ]);
});
