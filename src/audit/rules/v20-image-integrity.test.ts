import { describeRule } from './testing.js';
import { imageIntegrity } from './v20-image-integrity.js';

const channel = { min: 7, max: 7, nan: 0, infinite: 0 };
const statistics = { width: 800, height: 800, bitsPerChannel: 8, channels: [channel], constant: false };

describeRule(imageIntegrity, {
  silent: {
    'a healthy image': { images: [{ decoded: { statistics } }] },
    'no image at all, which is V22': {
      images: [{ header: null, headerProblem: { reason: 'missing', values: {} } }, { imageFile: undefined }],
    },
  },
  reasons: {
    unreadable: { images: [{ header: null, headerProblem: { reason: 'unreadable', values: { detail: 'EACCES' } } }] },
    'not-an-image': { images: [{ header: null, headerProblem: { reason: 'not-an-image', values: { bytes: 12 } } }] },
    'unsupported-format': {
      images: [{ header: null, headerProblem: { reason: 'unsupported-format', values: { format: 'webp' } } }],
    },
    'bad-header': {
      images: [{ header: null, headerProblem: { reason: 'bad-header', values: { format: 'png', detail: 'IHDR' } } }],
    },
    truncated: {
      images: [
        {
          headerProblem: { reason: 'truncated', values: { format: 'jpeg', bytes: 12 } },
          decoded: { failure: 'VipsJpeg' },
        },
      ],
    },
    'wrong-extension': {
      images: [{ headerProblem: { reason: 'wrong-extension', values: { format: 'jpeg', extension: '.png' } } }],
    },
    undecodable: {
      images: [{ decoded: { failure: 'VipsJpeg: Corrupt data' } }],
      values: { image: 'images/P0000.png' },
    },
    'non-finite-pixels': {
      images: [{ decoded: { statistics: { ...statistics, channels: [{ ...channel, nan: 2, infinite: 3 }] } } }],
      values: { samples: 5 },
    },
    deep: { images: [{ header: { bitsPerChannel: 16 } }] },
    'many-channels': { images: [{ header: { channels: 8 } }] },
    turned: { images: [{ header: { orientation: 6 } }] },
    constant: { images: [{ decoded: { statistics: { ...statistics, constant: true } } }], values: { value: [7] } },
  },
});
