// The two label sets that bench/audit/run.js measures on: as many files and boxes as DOTA-v2.0 and DIOR-R have, crowded
// as those are (parking lots, marinas), fixed by a seed, made once in bench/.cache/audit. Class shares are about those
// of the published tables. No images, unless DIOR-R's are asked for: then each is a grey JPEG of 800 x 800 with a
// comment of its own length, so that no two are alike.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const dotaClasses = Object.entries({
  'small-vehicle': 1235,
  ship: 252,
  'large-vehicle': 89,
  'storage-tank': 79,
  harbor: 30,
  plane: 24,
  bridge: 21,
  'swimming-pool': 20,
  'tennis-court': 9.4,
  roundabout: 6.8,
  airport: 5.9,
  'ground-track-field': 4.9,
  'container-crane': 3.9,
  'baseball-diamond': 3.8,
  'basketball-court': 3.6,
  'soccer-ball-field': 2.4,
  helicopter: 0.9,
  helipad: 0.6,
});
const diorClasses = Object.entries({
  ship: 62,
  vehicle: 40,
  storagetank: 26,
  airplane: 14,
  tenniscourt: 12,
  baseballfield: 6,
  windmill: 5,
  harbor: 5,
  bridge: 4,
  basketballcourt: 3,
  groundtrackfield: 3,
  overpass: 3,
  chimney: 1.7,
  'expressway-service-area': 2,
  'expressway-toll-station': 1.3,
  airport: 1.3,
  dam: 1,
  golffield: 1,
  stadium: 1.2,
  trainstation: 1,
});
/** Length and width of an object in pixels, smallest to largest; small unless said otherwise. */
const sizes = {
  small: [10, 46, 0.3, 0.6],
  plane: [30, 120, 0.8, 1],
  airplane: [30, 120, 0.8, 1],
  field: [80, 400, 0.5, 0.9],
};
const fields = /field|court|diamond|airport|golf|stadium|dam|station|area|harbor|overpass|roundabout/;

/** Train and val of DOTA-v2.0: 11,268 text files, 1,793,658 boxes. */
export function dotaSet(cache, Random) {
  return once(join(cache, 'dota-v2.0'), (root) => {
    const random = new Random(20, 'dota');
    const counts = crowding(random, 11_268, 1_793_658, { spread: 1.9, most: 24_000, empty: 0.02 });
    for (const split of ['train', 'val']) mkdirSync(join(root, split, 'labelTxt'), { recursive: true });
    counts.forEach((count, index) => {
      const split = index % 4 === 3 ? 'val' : 'train';
      const size = random.integer(800, 4000) + Math.round(Math.sqrt(count) * 40);
      const lines = [`imagesource:GoogleEarth`, `gsd:${random.uniform(0.1, 1).toFixed(12)}`];
      for (const { name, corners } of objects(random, count, size, dotaClasses)) {
        lines.push(`${corners.map((value) => value.toFixed(1)).join(' ')} ${name} ${random.chance(0.2) ? 1 : 0}`);
      }
      writeFileSync(join(root, split, 'labelTxt', `P${String(index).padStart(5, '0')}.txt`), `${lines.join('\n')}\n`);
    });
  });
}

/** DIOR-R: 23,463 XML files, 192,518 boxes, lists of train, val and test. */
export function diorSet(cache, Random, withImages) {
  return once(join(cache, withImages ? 'dior-r-images' : 'dior-r'), async (root) => {
    const random = new Random(23, 'dior');
    const parts = [
      ['train', 5862, 34_036],
      ['val', 5863, 34_037],
      ['test', 11_738, 124_445],
    ];
    const annotations = join(root, 'Annotations', 'Oriented Bounding Boxes');
    for (const folder of [annotations, join(root, 'ImageSets', 'Main')]) mkdirSync(folder, { recursive: true });
    const images = { trainval: join(root, 'JPEGImages-trainval'), test: join(root, 'JPEGImages-test') };
    if (withImages) for (const folder of Object.values(images)) mkdirSync(folder);
    const grey = withImages ? await greyJpeg() : undefined;
    let number = 0;
    for (const [split, files, boxes] of parts) {
      const stems = crowding(random, files, boxes, { spread: 1.2, most: 700, empty: 0 }).map((count) => {
        const stem = String(++number).padStart(5, '0');
        writeFileSync(join(annotations, `${stem}.xml`), diorXml(stem, split, objects(random, count, 800, diorClasses)));
        if (grey)
          writeFileSync(
            join(split === 'test' ? images.test : images.trainval, `${stem}.jpg`),
            commented(grey, random.stream(stem)),
          );
        return stem;
      });
      writeFileSync(join(root, 'ImageSets', 'Main', `${split}.txt`), `${stems.join('\n')}\n`);
    }
  });
}

/** Makes a folder once; one that was broken off is made again. */
async function once(root, make) {
  if (existsSync(root)) return root;
  const partial = `${root}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  await make(partial);
  renameSync(partial, root);
  return root;
}

/** Log-normal counts with the exact total. */
function crowding(random, files, total, { spread, most, empty }) {
  const raw = Array.from({ length: files }, () => (random.chance(empty) ? 0 : Math.exp(random.normal(0, spread))));
  const least = (value) => (value === 0 ? 0 : 1);
  let scale = total / raw.reduce((sum, value) => sum + value, 0);
  const counts = () => raw.map((value) => Math.min(most, Math.max(least(value), Math.round(value * scale))));
  for (let round = 0; round < 40; round++) scale *= total / counts().reduce((sum, value) => sum + value, 0);
  const exact = counts();
  let rest = total - exact.reduce((sum, value) => sum + value, 0);
  for (let index = 0; rest !== 0; index = (index + 1) % files) {
    if (exact[index] === 0 || exact[index] + Math.sign(rest) < 1 || exact[index] >= most) continue;
    exact[index] += Math.sign(rest);
    rest -= Math.sign(rest);
  }
  return exact;
}

/** Objects in rows, as cars park and boats moor, with others strewn between them. */
function* objects(random, count, size, classes) {
  let row = { left: 0 };
  for (let index = 0; index < count; index++) {
    if (row.left-- <= 0) row = startRow(random, size, random.weighted(classes));
    const { name, heading, length, width, x, y } = row;
    const [cos, sin] = [Math.cos(heading), Math.sin(heading)];
    yield {
      name,
      corners: cornersAt(x, y, length * random.uniform(0.9, 1.1), width * random.uniform(0.9, 1.1), cos, sin),
    };
    row.x -= sin * width * 1.3;
    row.y += cos * width * 1.3;
    if (row.x < 30 || row.y < 30 || row.x > size - 30 || row.y > size - 30) row.left = 0;
  }
}

function startRow(random, size, name) {
  const [least, greatest, slimmest, widest] = sizes[name] ?? (fields.test(name) ? sizes.field : sizes.small);
  const length = Math.min(size * 0.4, Math.exp(random.uniform(Math.log(least), Math.log(greatest))));
  const margin = length * 0.8;
  return {
    name,
    length,
    width: length * random.uniform(slimmest, widest),
    heading: random.chance(0.3) ? random.integer(0, 3) * (Math.PI / 2) : random.uniform(0, 2 * Math.PI),
    x: random.uniform(margin, size - margin),
    y: random.uniform(margin, size - margin),
    left: random.integer(0, 24),
  };
}

function cornersAt(x, y, length, width, cos, sin) {
  return [
    [1, -1],
    [1, 1],
    [-1, 1],
    [-1, -1],
  ].flatMap(([along, across]) => {
    const [u, v] = [(along * length) / 2, (across * width) / 2];
    return [x + u * cos - v * sin, y + u * sin + v * cos];
  });
}

function diorXml(stem, split, boxes) {
  const folder = split === 'test' ? 'JPEGImages-test' : 'JPEGImages-trainval';
  const tags = ['left_top', 'right_top', 'right_bottom', 'left_bottom'].flatMap((corner) => [
    `x_${corner}`,
    `y_${corner}`,
  ]);
  const written = [...boxes].map(({ name, corners }) => {
    const values = tags.map((tag, at) => `            <${tag}>${Math.round(corners[at])}</${tag}>\n`).join('');
    return `    <object>
        <type>robndbox</type>
        <name>${name}</name>
        <pose>Unspecified</pose>
        <truncated>0</truncated>
        <difficult>0</difficult>
        <robndbox>
${values}        </robndbox>
        <angle>0</angle>
    </object>
`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<annotation>
    <folder>/${folder}.zip/${folder}/${folder}</folder>
    <filename>${stem}.jpg</filename>
    <path>/${folder}.zip/${folder}/${folder}</path>
    <source>
        <database>Unknown</database>
    </source>
    <size>
        <width>800</width>
        <height>800</height>
        <depth>3</depth>
    </size>
    <segmented>0</segmented>
${written.join('')}</annotation>
`;
}

function greyJpeg() {
  return sharp({ create: { width: 800, height: 800, channels: 3, background: '#808080' } })
    .jpeg({ quality: 20 })
    .toBuffer();
}

/** The JPEG with a comment of random bytes behind its first marker. */
function commented(jpeg, random) {
  const comment = Buffer.alloc(4 + random.integer(100, 20_000));
  for (let at = 4; at + 4 <= comment.length; at += 4) comment.writeUInt32LE(random.integer(0, 2 ** 32 - 1), at);
  comment.writeUInt16BE(0xfffe, 0);
  comment.writeUInt16BE(comment.length - 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
}
