export { type ConvOptions, conv } from './conv.js';
export { type ConvNormOptions, convNorm } from './conv-norm.js';
export { type FpnOptions, fpn } from './fpn.js';
export { type ChannelAffine, type FrozenBatchNormOptions, foldNorm, frozenBatchNorm } from './frozen-batch-norm.js';
export { type GroupNormOptions, groupNorm } from './group-norm.js';
export { constantly, type Initialisation, kaimingNormal, normally, xavierUniform } from './initialisation.js';
export { type Parameter, Parameters } from './parameters.js';
export { type ResNetDepth, type ResNetOptions, resNet } from './resnet.js';
