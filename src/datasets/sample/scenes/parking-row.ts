import type { ObjectKind } from '../paint/painters.js';
import type { Site } from './site.js';

/** A row of bays along u, beginning at `u`; `v` is the middle of the cars. */
export interface ParkingRow {
  readonly u: number;
  readonly v: number;
  readonly count: number;
  /** Width of a bay, metres. */
  readonly bay: number;
  /** Where parked vehicles look, unless somebody backed in. */
  readonly heading: number;
  /** Share of the bays in use. */
  readonly fill: number;
  readonly kinds?: readonly (readonly [ObjectKind, number])[];
}

/** Parks vehicles in the bays of a row, some of them backed in, none exactly in the middle. */
export function parkRow(site: Site, row: ParkingRow): void {
  const { random } = site;
  const kinds =
    row.kinds ??
    ([
      ['car', 9],
      ['van', 1],
    ] as const);
  for (let bay = 0; bay < row.count; bay++) {
    if (!random.chance(row.fill)) continue;
    const heading = row.heading + (random.chance(0.2) ? Math.PI : 0) + random.normal(0, 0.025);
    const u = row.u + (bay + 0.5) * row.bay + random.normal(0, 0.08);
    site.place(random.weighted(kinds), u, row.v + random.normal(0, 0.15), heading, { gap: 0.1 });
  }
}
