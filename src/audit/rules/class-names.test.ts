import { describe, expect, it } from 'vitest';
import { lettersOf, misnamed } from './class-names.js';
import { datasetOf } from './testing.js';

describe('misnamed', () => {
  const dataset = datasetOf({ classes: ['ship', 'large-vehicle', 'small-vehicle'] });

  it('knows the declared names, and ids without a name', () => {
    for (const name of [...dataset.classes, '#7']) expect(misnamed(dataset, name)).toBeUndefined();
  });

  it('compares without regard to case only where the dataset does', () => {
    expect(misnamed(datasetOf({ classes: ['ship'], classesIgnoreCase: true }), 'Ship')).toBeUndefined();
    expect(misnamed(dataset, 'Ship')).toEqual({ suggestion: 'ship', sameLetters: true });
  });

  it.each(['large_vehicle', 'Large Vehicle', 'largevehicle'])('finds the name behind %s', (name) => {
    expect(misnamed(dataset, name)).toEqual({ suggestion: 'large-vehicle', sameLetters: true });
  });

  it('suggests the nearest name for a misspelling, and nothing for a stranger', () => {
    expect(misnamed(dataset, 'large-vehical')).toEqual({ suggestion: 'large-vehicle', sameLetters: false });
    expect(misnamed(dataset, 'shop')).toEqual({ suggestion: 'ship', sameLetters: false });
    expect(misnamed(dataset, 'windmill')).toEqual({ suggestion: undefined, sameLetters: false });
  });
});

it('lettersOf leaves what people write differently out', () => {
  expect(lettersOf(' Expressway-Service_area')).toBe('expresswayservicearea');
});
