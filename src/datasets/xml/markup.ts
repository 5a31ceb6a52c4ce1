import { escapeXml } from './escape.js';

/** Elements by name, in order: text, a number, or elements inside. Undefined ones are left out. */
export type Elements = readonly (readonly [name: string, content: string | number | Elements | undefined])[];

/** Elements as lines, each level indented by one more `step`. */
export function markup(elements: Elements, step: string, indentation = ''): string {
  let text = '';
  for (const [name, content] of elements) {
    if (content === undefined) continue;
    text +=
      typeof content === 'object'
        ? `${indentation}<${name}>\n${markup(content, step, indentation + step)}${indentation}</${name}>\n`
        : `${indentation}<${name}>${escapeXml(String(content))}</${name}>\n`;
  }
  return text;
}
