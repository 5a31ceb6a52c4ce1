import { boxDrawing } from '../../src/audit/pictures/drawing.js';
import { frameAround } from '../../src/audit/pictures/frame.js';
import type { PageData, PageFinding } from '../../src/audit/reporters/html/page-data.js';
import { element } from './elements.js';
import type { Word } from './words.js';

/** Pictures are drawn in this many units and scaled by the style sheet. */
const pictureSize = 320;

/** A card: the picture of the box, what is wrong, what it does to training, and the repair. */
export function card(finding: PageFinding, data: PageData, word: Word, open: boolean): HTMLElement {
  const text = (index: number): string => data.texts[index];
  const body = element(
    'div',
    { class: 'card-body' },
    element(
      'h3',
      {},
      element('span', { class: `badge ${finding.severity}` }, word(`severity.${finding.severity}`)),
      element('span', { class: 'code' }, finding.code),
      text(finding.title),
    ),
    placeLine(finding, word),
    element('p', { class: 'message' }, text(finding.message)),
    consequenceList(finding, text, word),
    chainOf(finding, text, word, open),
    finding.fix !== undefined &&
      element('p', { class: 'fix' }, element('span', { class: 'label' }, word('fix')), text(finding.fix)),
  );
  return element(
    'article',
    { class: `card ${finding.severity}`, tabindex: 0, 'aria-label': `${finding.code} ${text(finding.title)}` },
    pictureOf(finding, data, word),
    body,
  );
}

function placeLine(finding: PageFinding, word: Word): HTMLElement {
  const { file, line, object, rectangle } = finding;
  const facts = [
    object === undefined ? undefined : word('object', { number: object }),
    finding.class,
    rectangle && word('size', { long: short(rectangle.w), short: short(rectangle.h) }),
    rectangle && `${short((rectangle.theta * 180) / Math.PI)}°`,
  ];
  return element(
    'p',
    { class: 'place' },
    // A dot is the whole dataset.
    file !== '.' && element('code', {}, line === undefined ? file : `${file}:${line}`),
    ...facts.map((fact) => fact !== undefined && element('span', {}, fact)),
  );
}

function consequenceList(
  { consequences = [] }: PageFinding,
  text: (index: number) => string,
  word: Word,
): HTMLElement | undefined {
  if (consequences.length === 0) return undefined;
  const rows = consequences.map(({ where, text: what, permanent }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, text(where)),
      element('td', {}, text(what), permanent && element('span', { class: 'permanent' }, word('permanent'))),
    ),
  );
  return element('table', { class: 'consequences' }, element('tbody', {}, ...rows));
}

function chainOf(
  { chain = [], chainWhere }: PageFinding,
  text: (index: number) => string,
  word: Word,
  open: boolean,
): HTMLElement | undefined {
  if (chain.length === 0) return undefined;
  const steps = chain.map(([step, what]) =>
    element('li', {}, element('span', { class: 'label' }, text(step)), element('span', {}, text(what))),
  );
  return element(
    'details',
    { class: chainWhere === undefined ? 'chain' : 'chain deadly', open },
    element('summary', {}, word('chain'), chainWhere !== undefined && ` (${text(chainWhere)})`),
    element('ol', {}, ...steps),
  );
}

/** The crop with the box drawn on it, or the box alone. */
function pictureOf({ polygon: written, rectangle, crop }: PageFinding, data: PageData, word: Word): HTMLElement {
  const polygon = written?.map((value) => value ?? Number.NaN) ?? [];
  const frame = frameAround(polygon);
  if (frame === undefined) {
    return element('div', { class: 'picture none' }, element('span', {}, word('no-box')));
  }
  const picture = element('div', { class: crop === undefined ? 'picture plain' : 'picture' });
  if (crop !== undefined) picture.append(element('img', { src: data.crops[crop], alt: '', width: 320, height: 320 }));
  // Markup of our own making, out of numbers only.
  const drawing = boxDrawing({ polygon, rectangle }, frame, pictureSize);
  const overlay = element('div', { class: 'overlay' });
  overlay.innerHTML = `<svg viewBox="0 0 ${pictureSize} ${pictureSize}" role="img">${drawing}</svg>`;
  overlay.firstElementChild?.setAttribute('aria-label', word('picture'));
  picture.append(overlay, element('span', { class: 'scale' }, word('frame', { side: frame.side })));
  return picture;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
