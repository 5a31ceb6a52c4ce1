import { areFinite } from './are-finite.js';
import { testElementwise } from './testing.js';

testElementwise('areFinite', areFinite, {
  smooth: [],
  extreme: [[-3.4e38, 0, 1e-40, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
  gradientAtExtremes: false,
});
