import { type ConvolutionOptions, conv2d, type Value } from '../graph/index.js';
import { constantly, type Initialisation, kaimingNormal } from './initialisation.js';
import type { Parameters } from './parameters.js';

export interface ConvOptions extends ConvolutionOptions {
  /** Channels of the result. */
  readonly filters: number;
  /** Height and width of the kernel; 1 by default. */
  readonly kernel?: number;
  /** Whether a bias is added; it is by default. */
  readonly bias?: boolean;
  /** Whether weight and bias are trained; they are by default. */
  readonly trained?: boolean;
  /** How the weights begin; by He's normal distribution unless given. */
  readonly initial?: Initialisation;
  /** How the bias begins; at zero unless given. */
  readonly initialBias?: Initialisation;
}

/** Convolution of [N, C, H, W] with the parameters `weight` [filters, C/groups, k, k] and `bias` of the current scope. */
export function conv(parameters: Parameters, x: Value, options: ConvOptions): Value {
  const { filters, kernel, bias, trained = true, initial, initialBias = constantly(0), ...how } = options;
  const weight = convWeight(parameters, x, options);
  if (bias === false) return conv2d(x, weight, how);
  return conv2d(x, weight, { ...how, bias: parameters.declare('bias', [filters], { initial: initialBias, trained }) });
}

/** Declares the weights of a convolution of x in the current scope. */
export function convWeight(parameters: Parameters, x: Value, options: ConvOptions): Value {
  const { filters, kernel = 1, groups = 1, trained = true, initial } = options;
  const shape = [filters, x.shape[1] / groups, kernel, kernel];
  return parameters.declare('weight', shape, { initial: initial ?? kaimingNormal(shape), trained });
}
