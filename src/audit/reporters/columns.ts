import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** Lays rows out in columns as wide as their widest cell; Chinese characters count two. The last column is not padded. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, stringWidth(cell));
    }
  }
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column] - stringWidth(cell)))
      // A column that is empty in all rows takes no room.
      .filter((_, column) => widths[column] > 0)
      .join('  ')
      .trimEnd(),
  );
}

/** Lays indented rows out in columns and leaves out the last columns where they would not fit. */
export function fitColumns(rows: readonly (readonly string[])[], spaces: number, width: number): string[] {
  const lines = alignColumns(rows).map((row) => ' '.repeat(spaces) + row);
  const columns = Math.max(...rows.map((row) => row.length));
  if (columns <= 2 || lines.every((line) => stringWidth(line) <= width)) return lines;
  return fitColumns(
    rows.map((row) => row.slice(0, columns - 1)),
    spaces,
    width,
  );
}

/** Wraps a text to a width, every line indented. */
export function indent(text: string, spaces: number, width: number): string {
  const margin = ' '.repeat(spaces);
  const wrapped = wrapAnsi(text, Math.max(20, width - spaces), { hard: true });
  return wrapped.replace(/^/gm, margin);
}

/** Texts beside their labels, each wrapped under itself, all indented. */
export function explained(
  rows: readonly (readonly [label: string, text: string])[],
  spaces: number,
  width: number,
): string[] {
  const column = Math.max(0, ...rows.map(([label]) => stringWidth(label))) + 2;
  const margin = ' '.repeat(spaces);
  return rows.flatMap(([label, text]) => {
    const [first, ...rest] = indent(text, spaces + column, width).split('\n');
    return [`${margin}${label}${' '.repeat(column - stringWidth(label))}${first.trimStart()}`, ...rest];
  });
}

/** Keeps the end of a path, which tells files apart, within a width. */
export function shortenPath(path: string, width: number): string {
  if (stringWidth(path) <= width) return path;
  const letters = [...path];
  while (letters.length > 0 && stringWidth(letters.join('')) > width - 1) letters.shift();
  return `…${letters.join('')}`;
}

/** A text from a dataset without control characters, which could repaint the terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '\uFFFD');
}
