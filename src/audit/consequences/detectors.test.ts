import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Detector, detectors, toolboxes } from './detectors.js';

const configs = '../shared/realdata/configs/mmrotate_v0.3.4/resolved.json';

/** Resolved configurations are free-form; tests pick what they compare. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is MMRotate's
type Config = any;

function older(name: Detector['name']): Detector {
  return detectors.find((detector) => detector.toolbox === 'mmrotate-0.3.4' && detector.name === name) as Detector;
}

describe('detectors', () => {
  it('has every detector in both generations', () => {
    expect(detectors).toHaveLength(8);
    for (const toolbox of toolboxes) {
      expect(detectors.filter((detector) => detector.toolbox === toolbox)).toHaveLength(4);
    }
  });
});

describe.skipIf(!existsSync(configs))(
  `recipes beside MMRotate 0.3.4's configurations (skipped without ${configs})`,
  () => {
    const all = (JSON.parse(readFileSync(configs, 'utf8')) as { configs: { path: string; resolved: Config }[] })
      .configs;
    const model = (file: string): Config => all.find(({ path }) => path.endsWith(`/${file}.py`))?.resolved.model;

    function coderOf(config: Config) {
      const { angle_range, norm_factor, edge_swap, proj_xy, target_stds } = config;
      return {
        angleVersion: angle_range,
        edgeSwap: edge_swap,
        projectShift: proj_xy,
        stds: target_stds,
        ...(norm_factor !== null && { normFactor: norm_factor }),
      };
    }

    function lossOf({ type, beta }: Config) {
      return type === 'SmoothL1Loss' ? { kind: 'smooth-l1', beta } : { kind: 'l1' };
    }

    function assignerOf({ pos_iou_thr, min_pos_iou }: Config) {
      return { positive: pos_iou_thr, lowQuality: min_pos_iou };
    }

    it('is the S2ANet of le135', () => {
      const { fam_head: head, train_cfg } = model('s2anet_r50_fpn_1x_dota_le135');
      const { strides, scales, ratios } = head.anchor_generator;
      expect(older('s2anet').dense).toEqual({
        anchors: { strides, scales, ratios },
        assigner: assignerOf(train_cfg.fam_cfg.assigner),
        coder: coderOf(head.bbox_coder),
        loss: lossOf(head.loss_bbox),
        comparesHull: head.assign_by_circumhbbox !== null,
      });
    });

    it('is the R3Det of oc, whose first stage leaves assign_by_circumhbbox at its default', () => {
      const { bbox_head: head, train_cfg } = model('r3det_r50_fpn_1x_dota_oc');
      const { strides, octave_base_scale: base, scales_per_octave: steps, ratios } = head.anchor_generator;
      const scales = Array.from({ length: steps }, (_, i) => base * 2 ** (i / steps));
      expect('assign_by_circumhbbox' in head).toBe(false);
      expect(older('r3det').dense).toEqual({
        anchors: { strides, scales, ratios },
        assigner: assignerOf(train_cfg.s0.assigner),
        coder: coderOf(head.bbox_coder),
        loss: lossOf(head.loss_bbox),
        comparesHull: true,
      });
    });

    it('is the Oriented R-CNN of le90', () => {
      const { rpn_head: rpn, roi_head, train_cfg } = model('oriented_rcnn_r50_fpn_1x_dota_le90');
      const { strides, scales, ratios } = rpn.anchor_generator;
      expect(rpn.bbox_coder.target_stds).toEqual([1, 1, 1, 1, 0.5, 0.5]);
      expect(train_cfg.rcnn.sampler).toMatchObject({ num: 512, pos_fraction: 0.25, add_gt_as_proposals: true });
      expect(older('oriented-rcnn').twoStage).toEqual({
        anchors: { strides, scales, ratios },
        assigner: assignerOf(train_cfg.rpn.assigner),
        proposalLoss: lossOf(rpn.loss_bbox),
        coder: coderOf(roi_head.bbox_head.bbox_coder),
        loss: lossOf(roi_head.bbox_head.loss_bbox),
      });
    });
  },
);
