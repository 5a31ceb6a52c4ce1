import { expect, it } from 'vitest';
import { sceneOf } from './scenes.js';

it.each([
  ['P0003__1024__824___0', 'P0003'],
  ['P0003__0.5__0___1648', 'P0003'],
  ['city__north__1__0___0', 'city__north'],
  ['harbour_jpg.rf.0123456789abcdef0123456789abcdef', 'harbour_jpg'],
  ['P0003', undefined],
  ['P0003__1024', undefined],
])('the scene of %s is %s', (image, scene) => {
  expect(sceneOf(image)).toBe(scene);
});
