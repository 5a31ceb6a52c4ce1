/** The one class of HRSC2016 as it is mostly used. */
export const shipClass = 'ship';

// Id within `Class_ID` (its last two digits) and name of each class, in the order of MMRotate's `HRSCDataset`.
// The ids have gaps. Names are spelt as there, so that a class list of ours matches a configuration of theirs.
const table: readonly (readonly [id: number, name: string])[] = [
  [1, 'ship'],
  [2, 'aircraft carrier'],
  [3, 'warcraft'],
  [4, 'merchant ship'],
  [5, 'Nimitz'],
  [6, 'Enterprise'],
  [7, 'Arleigh Burke'],
  [8, 'WhidbeyIsland'],
  [9, 'Perry'],
  [10, 'Sanantonio'],
  [11, 'Ticonderoga'],
  [12, 'Kitty Hawk'],
  [13, 'Kuznetsov'],
  [14, 'Abukuma'],
  [15, 'Austen'],
  [16, 'Tarawa'],
  [17, 'Blue Ridge'],
  [18, 'Container'],
  [19, 'OXo|--)'],
  [20, 'Car carrier([]==[])'],
  [22, 'Hovercraft'],
  [24, 'yacht'],
  [25, 'CntShip(_|.--.--|_]='],
  [26, 'Cruise'],
  [27, 'submarine'],
  [28, 'lute'],
  [29, 'Medical'],
  [30, 'Car carrier(======|'],
  [31, 'Ford-class'],
  [32, 'Midway-class'],
  [33, 'Invincible-class'],
];

/** `Class_ID` of an id within it. */
const firstClassId = 100_000_000;

/** The 31 classes of the `classwise` variant, in id order. */
export const hrscClasses: readonly string[] = table.map(([, name]) => name);

const names: ReadonlyMap<number, string> = new Map(table.map(([id, name]) => [firstClassId + id, name]));
const ids: ReadonlyMap<string, number> = new Map(table.map(([id, name]) => [name, firstClassId + id]));

/** Name of a `Class_ID` such as 100000013; undefined where the dataset has no such class. */
export function classNameOf(classId: number): string | undefined {
  return names.get(classId);
}

/** `Class_ID` of a class name; undefined for a name that is none of HRSC2016's. */
export function classIdOf(name: string): number | undefined {
  return ids.get(name);
}
