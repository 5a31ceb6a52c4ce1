import type { HeaderProblem, ImageHeader } from '../../datasets/images/header.js';
import { defineRule, noOptions } from './define.js';

/**
 * An image that cannot be decoded, or whose pixels are not what detectors are normalised for. A corrupt file stops the
 * run (P14); NaN pixels make every loss NaN and poison running statistics (P13); 16-bit and float images arrive in
 * another range than the stock mean and standard deviation assume (P11). OpenCV turns an image by its EXIF orientation,
 * labelling tools often do not, and then every box is in the wrong place. A missing image is V22's.
 */
export const imageIntegrity = defineRule({
  code: 'V20',
  name: 'image-integrity',
  reasons: {
    unreadable: 'error',
    'not-an-image': 'error',
    'unsupported-format': 'warning',
    'bad-header': 'error',
    truncated: 'error',
    'wrong-extension': 'warning',
    undecodable: 'error',
    'non-finite-pixels': 'error',
    deep: 'warning',
    'many-channels': 'warning',
    turned: 'warning',
    constant: 'warning',
  },
  catalogue: ['P11', 'P13', 'P14', 'D-10'],
  options: noOptions,
  checkImage({ annotations, header, headerProblem, decoded }, _options, report) {
    const image = annotations.imageFile;
    if (image === undefined) return;
    if (headerProblem !== undefined && headerProblem.reason !== 'missing') {
      report({ reason: headerProblem.reason, values: { image, ...detailOf(headerProblem) } });
    }
    if (header !== undefined) {
      for (const reason of headerTraits.filter(({ holds }) => holds(header)).map(({ reason }) => reason)) {
        const { bitsPerChannel, channels, orientation, sampleType } = header;
        report({ reason, values: { image, bitsPerChannel, channels, orientation, sampleType } });
      }
    }
    if (decoded?.failure !== undefined && headerProblem === undefined) {
      report({ reason: 'undecodable', values: { image, detail: decoded.failure } });
    }
    if (decoded?.statistics !== undefined) {
      const { channels, constant } = decoded.statistics;
      const samples = channels.reduce((sum, { nan, infinite }) => sum + nan + infinite, 0);
      if (samples > 0) report({ reason: 'non-finite-pixels', values: { image, samples } });
      if (constant) report({ reason: 'constant', values: { image, value: channels.map(({ min }) => min) } });
    }
  },
});

const headerTraits = [
  { reason: 'deep', holds: ({ bitsPerChannel }: ImageHeader) => bitsPerChannel > 8 },
  { reason: 'many-channels', holds: ({ channels }: ImageHeader) => channels > 4 },
  { reason: 'turned', holds: ({ orientation }: ImageHeader) => orientation !== 1 },
] as const;

function detailOf({ values }: HeaderProblem): Record<string, string | number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value as string | number]));
}
