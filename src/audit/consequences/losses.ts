const f = Math.fround;

/** A regression loss of mmdet and its parameter. */
export type RegressionLoss = { readonly kind: 'smooth-l1'; readonly beta: number } | { readonly kind: 'l1' };

/** Loss of one prior, summed over the target's parts before any averaging, and the gradient by part. */
export interface LossValue {
  readonly loss: number;
  readonly gradient: readonly number[];
}

/**
 * Loss and gradient at a prediction of 0, where heads start: float32, as mmdet and torch's autograd evaluate them.
 * For a target of -Infinity, SmoothL1 gives loss Infinity and gradient NaN, L1 loss Infinity and gradient ±1; for NaN,
 * SmoothL1 gives NaN twice, L1 loss NaN and gradient 0 (L1, L2; R1).
 */
export function regressionLoss(target: readonly number[], loss: RegressionLoss): LossValue {
  const parts = target.map((value) => (loss.kind === 'l1' ? l1(0 - value) : smoothL1(0 - value, f(loss.beta))));
  return {
    loss: parts.reduce((sum, part) => f(sum + part.loss), 0),
    gradient: parts.map((part) => part.gradient),
  };
}

interface Part {
  readonly loss: number;
  readonly gradient: number;
}

function l1(difference: number): Part {
  return { loss: Math.abs(difference), gradient: signOf(difference) };
}

/**
 * Both branches are evaluated and one is selected, so the branch that is not selected still sends back its own
 * derivative times 0; the quadratic one is infinite at an infinite difference, and 0 × ∞ is NaN.
 */
function smoothL1(difference: number, beta: number): Part {
  const distance = Math.abs(difference);
  const near = distance < beta;
  const quadratic = f(f(f(0.5 * distance) * distance) / beta);
  const linear = f(distance - f(0.5 * beta));
  const fromQuadratic = f(f((near ? 1 : 0) / beta) * distance);
  const fromLinear = near ? 0 : 1;
  return { loss: near ? quadratic : linear, gradient: f((fromQuadratic + fromLinear) * signOf(difference)) };
}

/** torch's sign: 0 for NaN. */
function signOf(value: number): number {
  return Number.isNaN(value) ? 0 : Math.sign(value);
}
