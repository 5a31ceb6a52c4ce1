// The same operations in plain JavaScript on one thread, written as mmcv's CPU kernels are: channel by channel over
// planes, bilinear taps found once for each box or place.
import { bins, boxCount, channels, mapSide, strides } from './scenes.js';

const binCount = bins * bins;

/** Pools boxes from their maps. */
export function plainRoIAlign({ boxes, levels, ...scene }, output) {
  eachBox(boxes, levels, (row, level, taps) => {
    const { shape, data } = scene[`map${level}`];
    const plane = shape[2] * shape[3];
    for (let channel = 0; channel < channels; channel += 1) {
      for (let bin = 0; bin < binCount; bin += 1) {
        let sum = 0;
        for (let i = bin * 16; i < bin * 16 + 16; i += 1)
          sum += taps.weights[i] * data[channel * plane + taps.pixels[i]];
        output[(row * channels + channel) * binCount + bin] = sum;
      }
    }
  });
}

/** Gives the gradient of pooled boxes back to the maps. */
export function plainRoIAlignGradient({ boxes, levels, pooledGradient }, outputs) {
  for (const output of outputs) output.fill(0);
  eachBox(boxes, levels, (row, level, taps) => {
    const data = outputs[level];
    const plane = data.length / channels;
    for (let channel = 0; channel < channels; channel += 1) {
      for (let bin = 0; bin < binCount; bin += 1) {
        const value = pooledGradient.data[(row * channels + channel) * binCount + bin];
        for (let i = bin * 16; i < bin * 16 + 16; i += 1)
          data[channel * plane + taps.pixels[i]] += taps.weights[i] * value;
      }
    }
  });
}

function eachBox(boxes, levels, visit) {
  const taps = { pixels: new Int32Array(binCount * 16), weights: new Float32Array(binCount * 16) };
  for (let row = 0; row < boxCount; row += 1) {
    const level = Number(levels.data[row]);
    const [, cx, cy, w, h, angle] = boxes.data.subarray(row * 6, row * 6 + 6);
    const [scale, side] = [1 / strides[level], 1024 / strides[level]];
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    let at = 0;
    for (let bin = 0; bin < binCount; bin += 1) {
      for (let i = 0; i < 4; i += 1) {
        const v = ((Math.floor(bin / bins) + (Math.floor(i / 2) + 0.5) / 2) / bins - 0.5) * h * scale;
        const u = (((bin % bins) + ((i % 2) + 0.5) / 2) / bins - 0.5) * w * scale;
        const [y, x] = [cy * scale - 0.5 + u * sin + v * cos, cx * scale - 0.5 + u * cos - v * sin];
        at = addClamped(taps, at, side, y, x, 0.25);
      }
    }
    visit(row, level, taps);
  }
}

/** Adds what boxes show to the features of their places. */
export function plainFeatureAlign({ features, places }, output) {
  output.set(features.data);
  eachPoint(places, (place, taps) => {
    for (let plane = 0; plane < output.length; plane += mapSide * mapSide) {
      let sum = 0;
      for (let i = 0; i < 20; i += 1) sum += taps.weights[i] * features.data[plane + taps.pixels[i]];
      output[plane + place] += sum;
    }
  });
}

/** Gives the gradient of aligned features back. */
export function plainFeatureAlignGradient({ gradient, places }, output) {
  output.set(gradient.data);
  eachPoint(places, (place, taps) => {
    for (let plane = 0; plane < output.length; plane += mapSide * mapSide) {
      const value = gradient.data[plane + place];
      for (let i = 0; i < 20; i += 1) output[plane + taps.pixels[i]] += taps.weights[i] * value;
    }
  });
}

function eachPoint(places, visit) {
  const taps = { pixels: new Int32Array(20), weights: new Float32Array(20) };
  for (let place = 0; place < mapSide * mapSide; place += 1) {
    const [y, x, w, h, angle] = places.data.subarray(place * 5, place * 5 + 5);
    const [wx, wy] = [(Math.cos(angle) * w) / 2, (Math.sin(angle) * w) / 2];
    const [hx, hy] = [(-Math.sin(angle) * h) / 2, (Math.cos(angle) * h) / 2];
    const corners = [
      [0, 0],
      [1, 1],
      [-1, 1],
      [-1, -1],
      [1, -1],
    ];
    let at = 0;
    for (const [u, v] of corners) {
      at = addClamped(taps, at, mapSide, (y + u * wy + v * hy) / 8, (x + u * wx + v * hx) / 8, 1);
    }
    visit(place, taps);
  }
}

/** Samples columns [places, elements, channels]. */
export function plainColumns({ features, offsets }, output) {
  eachSample(offsets, (sample, taps) => {
    for (let channel = 0; channel < channels; channel += 1) {
      const plane = channel * mapSide * mapSide;
      let sum = 0;
      for (let i = 0; i < 4; i += 1) sum += taps.weights[i] * features.data[plane + taps.pixels[i]];
      output[sample * channels + channel] = sum;
    }
  });
}

/** Gives the gradient of columns back to the features. */
export function plainColumnsGradient({ offsets }, columns, output) {
  output.fill(0);
  eachSample(offsets, (sample, taps) => {
    for (let channel = 0; channel < channels; channel += 1) {
      const plane = channel * mapSide * mapSide;
      const value = columns[sample * channels + channel];
      for (let i = 0; i < 4; i += 1) output[plane + taps.pixels[i]] += taps.weights[i] * value;
    }
  });
}

function eachSample(offsets, visit) {
  const taps = { pixels: new Int32Array(4), weights: new Float32Array(4) };
  const plane = mapSide * mapSide;
  for (let place = 0; place < plane; place += 1) {
    for (let element = 0; element < 9; element += 1) {
      const y = Math.floor(place / mapSide) - 1 + Math.floor(element / 3) + offsets.data[2 * element * plane + place];
      const x = (place % mapSide) - 1 + (element % 3) + offsets.data[(2 * element + 1) * plane + place];
      const [top, left] = [Math.floor(y), Math.floor(x)];
      for (let i = 0; i < 4; i += 1) {
        const [row, column] = [top + Math.floor(i / 2), left + (i % 2)];
        const isOn = row >= 0 && row < mapSide && column >= 0 && column < mapSide;
        taps.pixels[i] = isOn ? row * mapSide + column : 0;
        taps.weights[i] = isOn ? (1 - Math.abs(y - row)) * (1 - Math.abs(x - column)) : 0;
      }
      visit(place * 9 + element, taps);
    }
  }
}

/** Four taps of a sample on a square map, with weights of 0 outside. */
function addClamped({ pixels, weights }, at, side, y, x, factor) {
  const isOn = y >= -1 && y <= side && x >= -1 && x <= side;
  const [onY, onX] = [Math.min(Math.max(y, 0), side - 1), Math.min(Math.max(x, 0), side - 1)];
  const [top, left] = [isOn ? Math.floor(onY) : 0, isOn ? Math.floor(onX) : 0];
  const [bottom, right] = [Math.min(top + 1, side - 1), Math.min(left + 1, side - 1)];
  const [below, beside] = [onY - top, onX - left];
  pixels[at] = top * side + left;
  pixels[at + 1] = top * side + right;
  pixels[at + 2] = bottom * side + left;
  pixels[at + 3] = bottom * side + right;
  weights[at] = isOn ? (1 - below) * (1 - beside) * factor : 0;
  weights[at + 1] = isOn ? (1 - below) * beside * factor : 0;
  weights[at + 2] = isOn ? below * (1 - beside) * factor : 0;
  weights[at + 3] = isOn ? below * beside * factor : 0;
  return at + 4;
}
