/** Name of a file without folders and without its last extension: `P0003` for `train/labelTxt/P0003.txt`. */
export function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? name : name.slice(0, dot);
}
