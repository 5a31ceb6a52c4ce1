import { describeRule } from './testing.js';
import { imageSize } from './v11-image-size.js';

const dataset = { format: 'dior' } as const;
const stated = (width: number, height: number) => ({ statedSize: { width, height, line: 7 } });
const size = { width: 1024, height: 800 };

describeRule(imageSize, {
  silent: {
    'the true size': { dataset, images: [{ size, ...stated(1024, 800) }] },
    'the size of an image that EXIF turns': {
      dataset,
      images: [{ size, header: { orientation: 6 }, ...stated(800, 1024) }],
    },
    'a size that nothing can be compared with': { dataset, images: [{ header: null, ...stated(1024, 800) }] },
    'a format that states none': { images: [{}] },
    'a file that could not be read, which is V0': {
      dataset,
      images: [{ problems: [{ reason: 'xml-malformed', line: 1, values: {} }] }],
    },
  },
  reasons: {
    mismatch: {
      dataset,
      images: [{ size, ...stated(800, 800) }],
      values: { width: 800, trueWidth: 1024 },
      fix: { action: 'correct-size', values: { width: 1024, height: 800, depth: 3 } },
      report: { line: 7 },
    },
    swapped: { dataset, images: [{ size, ...stated(800, 1024) }], fix: { action: 'correct-size' } },
    'not-positive': { dataset, images: [{ header: null, ...stated(0, 0) }], fix: { action: 'manual' } },
    absent: { dataset, images: [{}], fix: { action: 'manual' } },
  },
});
