import type { AnchorRecipe } from './anchors.js';
import type { DeltaCoder } from './coders.js';
import type { AngleVersion } from './float32-angles.js';
import type { RegressionLoss } from './losses.js';
import type { Assigner } from './match.js';

/** The two generations of MMRotate. dev-1.x behaves like 1.0.0rc1 in everything modelled here. */
export const toolboxes = ['mmrotate-0.3.4', 'mmrotate-1.0.0rc1'] as const;
export type Toolbox = (typeof toolboxes)[number];

export const detectorNames = ['s2anet', 'r3det', 'oriented-rcnn', 'rotated-retinanet'] as const;
export type DetectorName = (typeof detectorNames)[number];

/** The first stage of a dense detector: every anchor predicts a box. */
export interface DenseHead {
  readonly anchors: AnchorRecipe;
  readonly assigner: Assigner;
  readonly coder: DeltaCoder;
  readonly loss: RegressionLoss;
  /** 0.3.4 compares anchors with the upright box round the ground truth instead (its R3Det). */
  readonly comparesHull: boolean;
}

/** A proposal stage on upright anchors and a head that refines proposals, the ground truths among them. */
export interface TwoStageHead {
  readonly anchors: AnchorRecipe;
  readonly assigner: Assigner;
  readonly proposalLoss: RegressionLoss;
  readonly coder: DeltaCoder;
  readonly loss: RegressionLoss;
}

/** One stock recipe: the DOTA configuration of a detector in one generation. */
export interface Detector {
  readonly toolbox: Toolbox;
  readonly name: DetectorName;
  readonly angleVersion: AngleVersion;
  readonly dense?: DenseHead;
  readonly twoStage?: TwoStageHead;
}

const unitStds = [1, 1, 1, 1, 1] as const;
const denseStrides = [8, 16, 32, 64, 128];
const denseAssigner: Assigner = { positive: 0.5, lowQuality: 0 };
const octaves = [4, 4 * 2 ** (1 / 3), 4 * 2 ** (2 / 3)];

const squareAnchors: AnchorRecipe = { strides: denseStrides, scales: [4], ratios: [1] };
const octaveAnchors: AnchorRecipe = { strides: denseStrides, scales: octaves, ratios: [1, 0.5, 2] };
const proposalAnchors: AnchorRecipe = { strides: [4, 8, 16, 32, 64], scales: [8], ratios: [0.5, 1, 2] };

const s2anet: DenseHead = {
  anchors: squareAnchors,
  assigner: denseAssigner,
  coder: { angleVersion: 'le135', normFactor: 1, edgeSwap: false, projectShift: true, stds: unitStds },
  loss: { kind: 'smooth-l1', beta: 0.11 },
  comparesHull: false,
};

const r3det: DenseHead = {
  anchors: octaveAnchors,
  assigner: denseAssigner,
  coder: { angleVersion: 'oc', edgeSwap: false, projectShift: false, stds: unitStds },
  loss: { kind: 'smooth-l1', beta: 0.11 },
  comparesHull: false,
};

const retinanet: DenseHead = {
  anchors: octaveAnchors,
  assigner: denseAssigner,
  coder: { angleVersion: 'le90', edgeSwap: true, projectShift: true, stds: unitStds },
  loss: { kind: 'l1' },
  comparesHull: false,
};

const orientedRcnn: TwoStageHead = {
  anchors: proposalAnchors,
  assigner: { positive: 0.7, lowQuality: 0.3 },
  proposalLoss: { kind: 'smooth-l1', beta: 1 / 9 },
  coder: { angleVersion: 'le90', edgeSwap: true, projectShift: true, stds: [0.1, 0.1, 0.2, 0.2, 0.1] },
  loss: { kind: 'smooth-l1', beta: 1 },
};

/** The stock recipes, from the configurations named in docs/consequences.md. */
export const detectors: readonly Detector[] = toolboxes.flatMap((toolbox): Detector[] => [
  { toolbox, name: 's2anet', angleVersion: 'le135', dense: s2anet },
  {
    toolbox,
    name: 'r3det',
    angleVersion: 'oc',
    dense: toolbox === 'mmrotate-0.3.4' ? { ...r3det, comparesHull: true } : r3det,
  },
  { toolbox, name: 'oriented-rcnn', angleVersion: 'le90', twoStage: orientedRcnn },
  { toolbox, name: 'rotated-retinanet', angleVersion: 'le90', dense: retinanet },
]);
