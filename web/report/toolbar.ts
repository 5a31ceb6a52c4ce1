import type { PageData } from '../../src/audit/reporters/html/page-data.js';
import { element } from './elements.js';
import { type Order, orders, severities, type Wish } from './selection.js';
import type { Word } from './words.js';

export interface Toolbar {
  readonly node: HTMLElement;
  readonly search: HTMLInputElement;
  /** What the fields say now. */
  wish(): Wish;
  /** Shows one rule only. */
  chooseRule(code: string): void;
  /** Forgets all filters. */
  reset(): void;
}

/** The row of fields above the cards; `changed` is called when the reader changes one. */
export function toolbar(data: PageData, word: Word, changed: () => void): Toolbar {
  const count = (severity: string) => data.findings.filter((finding) => finding.severity === severity).length;
  const toggles = severities.map((severity) => {
    const button = element(
      'button',
      { type: 'button', class: `toggle ${severity}`, 'aria-pressed': 'true', 'data-severity': severity },
      word(`severity.${severity}`),
      element('span', { class: 'count' }, count(severity).toLocaleString(document.documentElement.lang)),
    );
    button.addEventListener('click', () => {
      button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
      changed();
    });
    return button;
  });
  const search = element('input', {
    type: 'search',
    name: 'search',
    placeholder: word('search'),
    'aria-label': word('search'),
  });
  const rule = select('rule', word('all-rules'), [...new Set(data.findings.map(({ code }) => code))].sort(byNumber));
  const classes = select(
    'class',
    word('all-classes'),
    [...new Set(data.findings.flatMap((finding) => finding.class ?? []))].sort(byNumber),
  );
  const order = element(
    'select',
    { name: 'order', 'aria-label': word('order') },
    ...orders.map((name) => element('option', { value: name }, word(`order.${name}`))),
  );
  search.addEventListener('input', changed);
  for (const field of [rule, classes, order]) field.addEventListener('change', changed);

  return {
    node: element(
      'div',
      { class: 'toolbar', role: 'search' },
      element('div', { class: 'toggles' }, ...toggles),
      search,
      rule,
      classes,
      order,
    ),
    search,
    wish: () => ({
      severities: new Set(
        toggles.filter((button) => button.getAttribute('aria-pressed') === 'true').map((b) => b.dataset.severity ?? ''),
      ),
      rule: rule.value,
      class: classes.value,
      search: search.value,
      order: order.value as Order,
    }),
    chooseRule(code) {
      rule.value = code;
      changed();
    },
    reset() {
      for (const button of toggles) button.setAttribute('aria-pressed', 'true');
      for (const field of [search, rule, classes]) field.value = '';
      order.value = 'severity';
      changed();
    },
  };
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function select(name: string, all: string, values: readonly string[]): HTMLSelectElement {
  return element(
    'select',
    { name, 'aria-label': all },
    element('option', { value: '' }, all),
    ...values.map((value) => element('option', { value }, value)),
  );
}
