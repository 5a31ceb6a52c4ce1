const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};
// Characters that no XML 1.0 document may hold, not even by reference, and halves of a surrogate pair.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
const impossible = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text as it may stand in an element or an attribute. Characters that XML cannot hold become U+FFFD. */
export function escapeXml(text: string): string {
  return text.replace(impossible, '\uFFFD').replace(/[&<>"\r]/g, (character) => references[character]);
}
