import type { PageData } from '../../src/audit/reporters/html/page-data.js';

/** Gives a text of the page with its values filled in. */
export type Word = (name: string, values?: Readonly<Record<string, string | number>>) => string;

/** The page's texts in the language it was made in. */
export function wordsOf({ words }: PageData): Word {
  return (name, values = {}) =>
    (words[name] ?? name).replace(/\{(\w+)\}/g, (whole, key: string) => {
      const value = values[key];
      return typeof value === 'number' ? value.toLocaleString(document.documentElement.lang) : (value ?? whole);
    });
}
