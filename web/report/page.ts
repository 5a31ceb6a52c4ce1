import type { PageData } from '../../src/audit/reporters/html/page-data.js';
import { element, isTyping } from './elements.js';
import { cardList } from './list.js';
import { select } from './selection.js';
import { toolbar } from './toolbar.js';
import { wordsOf } from './words.js';

const data = JSON.parse(document.getElementById('data')?.textContent ?? '') as PageData;
const word = wordsOf(data);
const main = document.getElementById('findings') as HTMLElement;

const list = cardList(data, word);
const tools = toolbar(data, word, () => list.show(select(data, tools.wish())));

const keys: Record<string, () => void> = {
  '/': () => tools.search.focus(),
  j: () => list.move(1),
  k: () => list.move(-1),
  n: () => list.turn(1),
  p: () => list.turn(-1),
  b: () => document.body.classList.toggle('without-boxes'),
};

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') {
    tools.reset();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    return;
  }
  const act = isTyping(event.target) ? undefined : keys[event.key];
  if (act === undefined) return;
  event.preventDefault();
  act();
}

if (data.findings.length > 0) {
  const cut = 'cut' in data.words ? [element('p', { class: 'notice' }, word('cut'))] : [];
  main.append(
    element('h2', {}, word('findings')),
    tools.node,
    ...cut,
    element('p', { class: 'legend' }, word('legend')),
    list.node,
    element('p', { class: 'keys' }, word('keys')),
  );
  main.hidden = false;
  list.show(select(data, tools.wish()));
  document.addEventListener('keydown', onKey);
  // The rules of the summary lead to their findings.
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-rule]')) {
    link.addEventListener('click', () => tools.chooseRule(link.dataset.rule ?? ''));
  }
  // Paper cannot be unfolded.
  addEventListener('beforeprint', () => {
    for (const chain of document.querySelectorAll<HTMLDetailsElement>('details.chain')) chain.open = true;
  });
}
