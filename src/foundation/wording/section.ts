/** The languages Keel speaks. */
export type Language = 'en' | 'zh';

export const languages: readonly Language[] = ['en', 'zh'];

/** One section of the catalogue: the same keys in every language, each an ICU message. */
export interface Section<Key extends string = string> {
  readonly en: Readonly<Record<Key, string>>;
  readonly zh: Readonly<Record<Key, string>>;
}

/** Declares a section; the compiler refuses a Chinese text without its English one and the reverse. */
export function section<const English extends Record<string, string>>(
  en: English,
  zh: { readonly [Key in keyof English]: string },
): Section<Extract<keyof English, string>> {
  return { en, zh };
}
