import { maxPool2d, relu, scope, type Value } from '../graph/index.js';
import { convNorm } from './conv-norm.js';
import type { Parameters } from './parameters.js';
import { basicBlock, bottleneck, type ResidualBlock } from './residual-blocks.js';

export type ResNetDepth = 18 | 34 | 50 | 101;

export interface ResNetOptions {
  readonly depth: ResNetDepth;
  /** Nothing is trained up to this stage: -1 trains all, 0 freezes the stem, 1 the first stage as well; -1 by default. */
  readonly frozenStages?: number;
  /** Which stages to return, from 0; all four by default. */
  readonly outIndices?: readonly number[];
  /** Whether weights and biases of the norms are trained (`norm_cfg.requires_grad`); they are by default. */
  readonly trainNorms?: boolean;
  /** Whether the last norm of every block begins at zero, when no checkpoint is loaded; MMDetection's default is true. */
  readonly zeroInitResidual?: boolean;
}

const architectures: Readonly<Record<ResNetDepth, { block: ResidualBlock; blocks: readonly number[] }>> = {
  18: { block: basicBlock, blocks: [2, 2, 2, 2] },
  34: { block: basicBlock, blocks: [3, 4, 6, 3] },
  50: { block: bottleneck, blocks: [3, 4, 6, 3] },
  101: { block: bottleneck, blocks: [3, 4, 23, 3] },
};

/**
 * ResNet (He et al. 2016) in PyTorch's style, the stride in the 3x3 convolution, with frozen batch norms (`norm_eval`).
 * Takes images [N, 3, H, W] and returns the stages' features of strides 4, 8, 16 and 32. Parameters go by the names of
 * MMDetection and torchvision, below the current scope: `conv1.weight`, `bn1.running_mean`, `layer1.0.downsample.0.weight`.
 */
export function resNet(parameters: Parameters, images: Value, options: ResNetOptions): Value[] {
  const { depth, frozenStages = -1, outIndices = [0, 1, 2, 3], trainNorms = true, zeroInitResidual = true } = options;
  const { block, blocks } = architectures[depth];
  const stages: Value[] = [];
  let x = stem(parameters, images, frozenStages < 0, trainNorms);
  blocks.forEach((count, stage) => {
    const trained = stage + 1 > frozenStages;
    for (let index = 0; index < count; index += 1) {
      const stride = index === 0 && stage > 0 ? 2 : 1;
      const how = { width: 64 * 2 ** stage, stride, trained, trainNorms: trained && trainNorms, zeroInitResidual };
      x = scope(`layer${stage + 1}.${index}`, () => block(parameters, x, how));
    }
    stages.push(x);
  });
  return outIndices.map((stage) => stages[stage]);
}

function stem(parameters: Parameters, images: Value, trained: boolean, trainNorms: boolean): Value {
  const x = convNorm(parameters, images, {
    names: ['conv1', 'bn1'],
    filters: 64,
    kernel: 7,
    stride: 2,
    padding: 3,
    trained,
    norm: { trained: trained && trainNorms },
  });
  return scope('maxpool', () => maxPool2d(relu(x), 3, { stride: 2, padding: 1 }));
}
