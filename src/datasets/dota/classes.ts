/** The releases of DOTA, oldest first. */
export const dotaVersions = ['v1.0', 'v1.5', 'v2.0'] as const;
export type DotaVersion = (typeof dotaVersions)[number];

const v10 = [
  'plane',
  'baseball-diamond',
  'bridge',
  'ground-track-field',
  'small-vehicle',
  'large-vehicle',
  'ship',
  'tennis-court',
  'basketball-court',
  'storage-tank',
  'soccer-ball-field',
  'roundabout',
  'harbor',
  'swimming-pool',
  'helicopter',
];
const v15 = [...v10, 'container-crane'];
const v20 = [...v15, 'airport', 'helipad'];

/** Class names of each release in id order (MMRotate 1.0.0rc1, `datasets/dota.py`). */
export const dotaClasses: Readonly<Record<DotaVersion, readonly string[]>> = { 'v1.0': v10, 'v1.5': v15, 'v2.0': v20 };

/** Classes that only later releases have: one of them in the labels tells the release. */
export const tellingClasses: readonly { readonly name: string; readonly version: DotaVersion }[] = [
  { name: 'airport', version: 'v2.0' },
  { name: 'helipad', version: 'v2.0' },
  { name: 'container-crane', version: 'v1.5' },
];
