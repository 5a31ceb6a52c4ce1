// What the kernels are measured on: feature maps of a 1024 × 1024 image, and boxes over it.

export const channels = 256;
export const imageSide = 1024;
export const strides = [4, 8, 16, 32];
export const boxCount = 1024;
export const bins = 7;

/** Side of the map that is aligned and convolved: stride 8. */
export const mapSide = imageSide / 8;

/** Everything by name: Float32Array and shape. Two calls give the same. */
export function makeScene() {
  const random = generator(1);
  const filled = (shape, next) => ({ shape, data: Float32Array.from({ length: size(shape) }, next) });
  const signed = () => 2 * random() - 1;
  const maps = strides.map((stride) => filled([1, channels, imageSide / stride, imageSide / stride], signed));
  const boxes = Array.from({ length: boxCount }, () => randomBox(random));
  const levels = boxes.map(([, , , w, h]) => Math.min(3, Math.max(0, Math.floor(Math.log2(Math.sqrt(w * h) / 56)))));
  const places = Array.from({ length: mapSide * mapSide }, (_, i) => {
    const [x, y] = [(i % mapSide) * 8 + 16 * signed(), Math.floor(i / mapSide) * 8 + 16 * signed()];
    return [y, x, 16 + 48 * random(), 8 + 24 * random(), Math.PI * (random() - 0.5)];
  });
  const scene = {
    boxes: { shape: [boxCount, 6], data: Float32Array.from(boxes.flat()) },
    levels: { shape: [boxCount], data: BigInt64Array.from(levels, BigInt) },
    pooledGradient: filled([boxCount, channels, bins, bins], signed),
    features: filled([1, channels, mapSide, mapSide], signed),
    places: { shape: [1, mapSide, mapSide, 5], data: Float32Array.from(places.flat()) },
    // Odd parts of 64, so that no sample comes so near a whole coordinate, where the derivative jumps, that rounding
    // decides on which side of it the sample lies.
    offsets: filled([1, 18, mapSide, mapSide], () => (2 * Math.floor(128 * signed()) + 1) / 64),
    weight: filled([channels, channels, 3, 3], () => signed() / 48),
    gradient: filled([1, channels, mapSide, mapSide], signed),
  };
  maps.forEach((map, level) => {
    scene[`map${level}`] = map;
  });
  return scene;
}

/** A box whose size is spread evenly over the octaves from 12 to 450 px. */
function randomBox(random) {
  const side = 12 * (450 / 12) ** random();
  const aspect = 1 + 3 * random();
  const [w, h] = [side * Math.sqrt(aspect), side / Math.sqrt(aspect)];
  return [0, imageSide * random(), imageSide * random(), w, h, Math.PI * (random() - 0.5)];
}

export function size(shape) {
  return shape.reduce((product, side) => product * side, 1);
}

function generator(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
