import type { PageData, PageFinding } from '../../src/audit/reporters/html/page-data.js';
import { card } from './card.js';
import { element } from './elements.js';
import type { Word } from './words.js';

/** Cards on one page: enough to browse, few enough to be there at once whatever the number of findings. */
const cardsPerPage = 24;

export interface CardList {
  readonly node: HTMLElement;
  /** Shows the first page of these findings. */
  show(findings: readonly PageFinding[]): void;
  /** Goes forward or back by pages; stops at the ends. */
  turn(pages: number): void;
  /** Moves the focus by cards, over the ends of pages. */
  move(cards: number): void;
}

/** The cards, a page at a time, with the pager above and below them. */
export function cardList(data: PageData, word: Word): CardList {
  let findings: readonly PageFinding[] = [];
  let page = 0;
  const cards = element('div', { class: 'cards' });
  const pagers = [0, 1].map(() => element('nav', { class: 'pager', 'aria-label': word('pages') }));
  const lastPage = () => Math.max(0, Math.ceil(findings.length / cardsPerPage) - 1);

  function render(): void {
    const from = page * cardsPerPage;
    const shown = findings.slice(from, from + cardsPerPage);
    cards.replaceChildren(
      ...shown.map((finding, index) => card(finding, data, word, page === 0 && index === 0)),
      ...(shown.length === 0 ? [element('p', { class: 'notice' }, word('nothing'))] : []),
    );
    for (const pager of pagers) renderPager(pager, from, shown.length);
  }

  function renderPager(pager: HTMLElement, from: number, shown: number): void {
    const button = (label: string, pages: number, disabled: boolean) => {
      const made = element('button', { type: 'button', disabled }, label);
      made.addEventListener('click', () => turn(pages));
      return made;
    };
    const where = { from: shown > 0 ? from + 1 : 0, to: from + shown, count: findings.length };
    pager.replaceChildren(
      element('span', { role: 'status' }, word('showing', where)),
      button(word('previous'), -1, page === 0),
      button(word('next'), 1, page === lastPage()),
    );
  }

  function turn(pages: number): void {
    const target = Math.min(lastPage(), Math.max(0, page + pages));
    if (target === page) return;
    page = target;
    render();
    node.scrollIntoView({ block: 'start' });
  }

  function move(step: number): void {
    const here = [...cards.querySelectorAll<HTMLElement>('.card')];
    const at = here.indexOf(document.activeElement?.closest<HTMLElement>('.card') ?? here[-1]);
    let next = at < 0 ? here[0] : here[at + step];
    if (next === undefined && at >= 0) {
      const before = page;
      turn(Math.sign(step));
      if (page === before) return;
      const there = [...cards.querySelectorAll<HTMLElement>('.card')];
      next = step > 0 ? there[0] : there[there.length - 1];
    }
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  }

  const node = element('div', { class: 'list' }, pagers[0], cards, pagers[1]);
  return {
    node,
    show(selected) {
      findings = selected;
      page = 0;
      render();
    },
    turn,
    move,
  };
}
