import { IntlMessageFormat } from 'intl-messageformat';
import { catalogue } from './catalogue.js';
import type { Language, Section } from './section.js';

export { type Language, languages } from './section.js';

type Catalogue = typeof catalogue;
type KeysOf<S> = S extends Section<infer Key> ? Key : never;

/** A key of the catalogue, such as `cli.audit.summary`. */
export type MessageKey = { [Name in keyof Catalogue]: `${Name}.${KeysOf<Catalogue[Name]>}` }[keyof Catalogue];

/** Values for the placeholders of a message. */
export type MessageValues = Readonly<Record<string, unknown>>;

/** Gives the text of a key in one language. */
export type Say = (key: MessageKey, values?: MessageValues) => string;

const flat: Record<Language, ReadonlyMap<string, string>> = { en: flatten('en'), zh: flatten('zh') };
const compiled = new Map<string, IntlMessageFormat>();

function flatten(language: Language): ReadonlyMap<string, string> {
  const entries = Object.entries(catalogue as Record<string, Section>).flatMap(([name, texts]) =>
    Object.entries(texts[language]).map(([key, text]): [string, string] => [`${name}.${key}`, text]),
  );
  return new Map(entries);
}

/** Whether the catalogue holds a key; narrows a computed string to a key. */
export function isMessageKey(key: string): key is MessageKey {
  return flat.en.has(key);
}

/** Every key of the catalogue, for tests that walk all of them. */
export function messageKeys(): MessageKey[] {
  return [...flat.en.keys()] as MessageKey[];
}

/**
 * Returns the speaker of a language.
 *
 * Messages are ICU message format, so that plurals read well. Numbers are shown with at most six significant
 * digits and non-finite ones as `NaN`, `Infinity` and `-Infinity`, which ICU would spell in its own way.
 */
export function speaker(language: Language): Say {
  return (key, values = {}) => {
    const id = `${language}:${key}`;
    let format = compiled.get(id);
    if (format === undefined) {
      const text = flat[language].get(key);
      if (text === undefined) throw new RangeError(`no wording for ${id}`);
      format = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
      compiled.set(id, format);
    }
    return String(format.format(Object.fromEntries(Object.entries(values).map(([name, v]) => [name, shown(v)]))));
  };
}

function shown(value: unknown): string | number {
  if (typeof value === 'number') {
    return Number.isInteger(value) && Math.abs(value) < 1e15 ? value : formatNumber(value);
  }
  if (Array.isArray(value)) return value.map(shown).join(', ');
  return value === null || value === undefined ? '–' : String(value);
}

/** A number as Keel prints it: six significant digits, no trailing zeros, `NaN` and `Infinity` by name. */
export function formatNumber(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : String(value);
}
