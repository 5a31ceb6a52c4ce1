import type { AuditResult, Histogram } from '../src/audit/types.js';
import type { ChainStep, Consequence, Finding, Severity } from '../src/foundation/finding.js';
import { severities } from '../src/foundation/finding.js';

const none = Number.NaN;
const infinite = Number.POSITIVE_INFINITY;

/** What the audit computes for `zeroHeightShip` in an image of 800 x 800 px. */
const deadly: readonly Consequence[] = [
  {
    where: 'mmrotate-0.3.4',
    effect: 'dropped-silently',
    permanent: false,
    values: { side: 0, minimum: 2, versions: 'all' },
  },
  { where: 'mmrotate-1.0.0rc1', effect: 'kept', permanent: false },
  {
    where: 'mmrotate-1.0.0rc1/s2anet',
    effect: 'gradient-nan',
    permanent: true,
    values: {
      stage: 'dense',
      target: [0.375, -0.0625, 0.6286, -infinite, 0.5],
      prior: [32, 32],
      iou: 0.00003126,
      anchors: 1,
      loss: infinite,
      gradient: none,
      epoch: 1,
      probability: 1,
    },
  },
  {
    where: 'mmrotate-1.0.0rc1/oriented-rcnn',
    effect: 'gradient-nan',
    permanent: true,
    values: {
      stage: 'refinement',
      target: [0, none, 0, none, 0],
      prior: [60, 0],
      loss: none,
      gradient: none,
      epoch: 1,
      probability: 1,
    },
  },
  {
    where: 'mmrotate-1.0.0rc1/rotated-retinanet',
    effect: 'loss-infinite',
    permanent: false,
    values: {
      stage: 'dense',
      target: [0.0442, -0.1768, 0.282, -infinite, 0],
      prior: [45.2548, 22.6274],
      iou: 0.00004419,
      anchors: 2,
      loss: infinite,
      gradient: 2.2361,
    },
  },
  { where: 'mmrotate-1.x+filter', effect: 'filter-drops', permanent: false, values: { side: 0, minimum: 0.01 } },
];

const box = { box: [330, 300, 60, 0], degrees: -180 };

const deadlyChain: readonly ChainStep[] = [
  {
    stage: 'annotation',
    code: 'corners',
    values: { class: 'ship', line: 14, long: 60, short: 0, corners: [300, 300, 360, 300, 360, 300, 300, 300] },
  },
  { stage: 'loader', code: 'box', values: { toolbox: 'mmrotate-1.0.0rc1', ...box } },
  {
    stage: 'loader',
    code: 'pipelines',
    values: {
      older: 'dropped',
      olderRotated: 'dropped',
      newer: 'kept',
      newerFiltered: 'dropped',
      newerFiltered2: 'dropped',
    },
  },
  { stage: 'resize', code: 'unchanged', values: { scale: 1, width: 800, height: 800, ...box } },
  {
    stage: 'match',
    code: 'forced',
    values: {
      of: 13343,
      anchors: 1,
      iou: 0.00003126,
      threshold: 0.5,
      lowest: 0,
      stride: 8,
      box: [328, 288, 32, 32],
      degrees: 90,
    },
  },
  {
    stage: 'target',
    code: 'delta',
    values: { target: [0.375, -0.0625, 0.6286, -infinite, 0.5], undecodable: true },
  },
  { stage: 'loss', code: 'smooth-l1', values: { loss: infinite, beta: 0.11 } },
  { stage: 'gradient', code: 'nan', values: { gradient: [-1, 0.5682, -1, none, -1] } },
  { stage: 'clip', code: 'nan', values: { norm: none, maxNorm: 35, factor: none } },
  { stage: 'weights', code: 'lost', values: { epoch: 1, percent: 100 } },
];

/** A ship of zero height, as DIOR-R has four of. */
export const zeroHeightShip: Finding = {
  code: 'V1',
  severity: 'error',
  reason: 'segment',
  file: 'Annotations/Oriented Bounding Boxes/00001.xml',
  line: 14,
  object: 0,
  class: 'ship',
  imageId: '00001',
  image: 'JPEGImage/00001.jpg',
  polygon: [300, 300, 360, 300, 360, 300, 300, 300],
  rectangle: null,
  values: { length: 60 },
  consequences: deadly,
  chain: deadlyChain,
  fix: { action: 'drop' },
};

export const thinHarbour: Finding = {
  code: 'V4',
  severity: 'warning',
  reason: 'below-old-filter',
  file: 'Annotations/Oriented Bounding Boxes/00001.xml',
  line: 29,
  object: 1,
  class: 'harbor',
  imageId: '00001',
  image: 'JPEGImage/00001.jpg',
  polygon: [500, 420, 590, 452, 589.6, 453.1, 499.6, 421.1],
  rectangle: { cx: 544.8, cy: 436.5, w: 95.5, h: 1.17, theta: 0.3415 },
  values: { side: 1.17, storedSide: 1.17, limit: 2 },
  consequences: [
    {
      where: 'mmrotate-0.3.4',
      effect: 'dropped-silently',
      permanent: false,
      values: { side: 1.17, minimum: 2, versions: 'all' },
    },
    { where: 'mmrotate-1.0.0rc1', effect: 'kept', permanent: false },
  ],
};

export const unknownClass: Finding = {
  code: 'V10',
  severity: 'error',
  reason: 'unknown',
  file: 'Annotations/Oriented Bounding Boxes/00001.xml',
  line: 44,
  object: 2,
  class: '</script><img src=x onerror="document.title=\'hacked\'">',
  imageId: '00001',
  image: 'JPEGImage/00001.jpg',
  polygon: [780, -20, 820, -20, 820, 30, 780, 30],
  rectangle: { cx: 800, cy: 5, w: 50, h: 40, theta: -Math.PI / 2 },
  values: { name: '</script><img src=x onerror="document.title=\'hacked\'">' },
  consequences: [],
  fix: { action: 'manual' },
};

/** A finding about the whole dataset, with values that JSON cannot hold as numbers. */
export const headerLines: Finding = {
  code: 'V12',
  severity: 'info',
  reason: 'unsplit',
  file: '.',
  values: { files: 3, least: Number.NEGATIVE_INFINITY, mean: Number.NaN, most: Number.POSITIVE_INFINITY },
  consequences: [],
};

export const fewFindings: readonly Finding[] = [zeroHeightShip, thinHarbour, unknownClass, headerLines];

/** Many findings of a few rules, all different, the same every time. */
export function manyFindings(count: number): Finding[] {
  const kinds = [thinHarbour, zeroHeightShip, thinHarbour, thinHarbour, unknownClass];
  const classes = ['ship', 'harbor', 'vehicle', 'storage tank', 'airplane'];
  return Array.from({ length: count }, (_, i): Finding => {
    const kind = kinds[i % kinds.length];
    const id = String(Math.floor(i / 3) + 1).padStart(5, '0');
    const [dx, dy] = [(i * 37) % 200, (i * 53) % 300];
    const side = 1.9 - (i % 90) / 100;
    const isThin = kind === thinHarbour;
    return {
      ...kind,
      file: `${i % 4 === 0 ? 'val' : 'train'}/Annotations/${id}.xml`,
      line: 10 + (i % 3) * 15,
      object: i % 3,
      class: kind === unknownClass ? `class-${i % 7}` : classes[i % classes.length],
      imageId: id,
      image: `JPEGImage/${id}.jpg`,
      polygon: kind.polygon?.map((value, k) => value + (k % 2 === 0 ? dx : dy)),
      rectangle: kind.rectangle && {
        ...kind.rectangle,
        cx: kind.rectangle.cx + dx,
        cy: kind.rectangle.cy + dy,
        ...(isThin && { h: side }),
      },
      values: isThin ? { side, storedSide: side, limit: 2 } : kind.values,
    };
  });
}

/** A whole result around some findings. */
export function auditResult(findings: readonly Finding[], root = '/data/DIOR-R'): AuditResult {
  const count = (wanted: Severity) => findings.filter(({ severity }) => severity === wanted).length;
  const [errors, warnings, infos] = severities.map(count);
  const byCode: Record<string, number> = {};
  for (const { code } of findings) byCode[code] = (byCode[code] ?? 0) + 1;
  return {
    tool: 'keel',
    version: '0.1.0',
    dataset: {
      format: 'dior',
      variant: 'oriented',
      root,
      images: 23463,
      annotations: 192518,
      classes: ['ship', 'harbor'],
    },
    summary: { errors, warnings, infos, byCode },
    statistics,
    findings,
  };
}

function histogram(edges: readonly number[], count: (index: number) => number): Histogram {
  return { edges, counts: edges.map((_, index) => count(index)) };
}

const sides = [0, 0.01, 0.5, 1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024];
const bell = (middle: number, width: number, height: number) => (index: number) =>
  Math.round(height * Math.exp(-(((index - middle) / width) ** 2)));

const statistics: AuditResult['statistics'] = {
  shortSide: histogram(sides, bell(9, 3, 40_000)),
  shortSideAtTraining: histogram(sides, (i) => (i === 0 ? 4 : bell(9, 3, 40_000)(i))),
  aspect: histogram([1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 7, 10, 15, 20, 50, 200, 1000], bell(3, 3, 50_000)),
  angle: histogram(
    Array.from({ length: 36 }, (_, i) => -90 + 5 * i),
    (i) => (i === 0 || i === 18 ? 60_000 : 2000 + 37 * i),
  ),
  objectsPerImage: histogram([0, 1, 2, 3, 5, 10, 20, 30, 50, 75, 100, 200, 300, 500, 1000, 2000], bell(2, 3, 8000)),
  classes: [
    'ship',
    'vehicle',
    'storage tank',
    'airplane',
    'tennis court',
    'windmill',
    'baseball field',
    'harbor',
    'ground track field',
    'basketball court',
    'overpass',
    'bridge',
    'stadium',
    'airport',
    'chimney',
    'golf field',
    'Expressway-toll-station',
    'Expressway-Service-area',
    'train station',
    'dam',
    'unknown',
    '</script><b>',
  ].map((name, i) => ({ name, count: Math.round(63_000 / (i + 1) ** 1.5) })),
};
