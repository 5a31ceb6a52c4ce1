import { describe, expect, it } from 'vitest';
import type { Finding } from '../../foundation/finding.js';
import { planRepairs } from './plan.js';

const found = (parts: Partial<Finding>): Finding => ({
  code: 'V1',
  severity: 'error',
  reason: 'segment',
  file: 'labelTxt/P0.txt',
  imageId: 'P0',
  object: 0,
  polygon: [0, 0, 20, 10, 20, 0, 0, 10],
  values: {},
  consequences: [],
  fix: { action: 'drop' },
  ...parts,
});
const plan = (findings: readonly Finding[], policy = {}) => planRepairs(findings, policy).get('labelTxt/P0.txt');

describe('planRepairs', () => {
  it('takes what findings propose, and what a policy says before it', () => {
    expect(plan([found({})])?.amendments[0].objects).toEqual([{ object: 0, change: { kind: 'drop' } }]);
    expect(plan([found({})], { V1: 'mark-difficult' })?.amendments[0].objects).toEqual([
      { object: 0, change: { kind: 'set-difficulty', difficulty: 1 } },
    ]);
  });

  it('leaves to a person what proposes nothing, and what the policy says so of', () => {
    expect(plan([found({ fix: undefined })])).toBeUndefined();
    expect(plan([found({})], { V1: 'manual' })).toBeUndefined();
  });

  it('gives a dropped object no other change, and one change of a kind', () => {
    const reorder = found({ code: 'V7', fix: { action: 'reorder-corners' } });
    expect(plan([reorder, found({})])?.repairs.map(({ action }) => action)).toEqual(['drop']);
    expect(plan([reorder, { ...reorder, code: 'V8' }])?.repairs).toHaveLength(1);
  });

  it('adds up different changes of one object', () => {
    const changes = plan([
      found({ code: 'V7', fix: { action: 'reorder-corners' } }),
      found({ code: 'V10', fix: { action: 'rename-class', values: { to: 'ship' } } }),
    ])?.amendments[0].objects.map(({ change }) => change);
    expect(changes).toEqual([
      { kind: 'replace-polygon', polygon: [0, 0, 20, 0, 20, 10, 0, 10] },
      { kind: 'rename-class', className: 'ship' },
    ]);
  });

  it('clips to the image, and leaves alone what has nothing inside it', () => {
    const clip = (polygon: number[]) =>
      found({ code: 'V9', polygon, fix: { action: 'clip', values: { width: 100, height: 100 } } });
    const [{ change }] = plan([clip([-10, 10, 30, 10, 30, 20, -10, 20])])?.amendments[0].objects ?? [];
    const xs = change.kind === 'replace-polygon' ? change.polygon.filter((_, index) => index % 2 === 0) : [];
    expect([Math.min(...xs), Math.max(...xs)]).toEqual([0, 30]);
    expect(plan([clip([-50, 10, -30, 10, -30, 20, -50, 20])])).toBeUndefined();
  });

  it('changes what a file says of its image', () => {
    const size = found({
      code: 'V11',
      object: undefined,
      fix: { action: 'correct-size', values: { width: 800, height: 600, depth: 3 } },
    });
    expect(plan([size])?.amendments[0].file).toEqual([
      { kind: 'set-size', size: { width: 800, height: 600, depth: 3 } },
    ]);
  });

  it('keeps the images of one file apart', () => {
    expect(plan([found({}), found({ imageId: 'P1' })])?.amendments.map(({ image }) => image)).toEqual(['P0', 'P1']);
  });
});
