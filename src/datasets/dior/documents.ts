/** DIOR files for tests: an object by its corners, one by its horizontal box, and the document round objects. */
export const corners = (values: readonly (number | string)[]): string =>
  ['left_top', 'right_top', 'right_bottom', 'left_bottom']
    .map((name, i) => `<x_${name}>${values[2 * i]}</x_${name}><y_${name}>${values[2 * i + 1]}</y_${name}>`)
    .join('\n');
export const oriented = (name: string, values: readonly (number | string)[] = [1, 2, 3, 4, 5, 6, 7, 8]): string =>
  `<object>\n<type>robndbox</type><name>${name}</name>\n<robndbox>${corners(values)}</robndbox></object>\n`;
export const horizontal = (name: string): string =>
  `<object><name>${name}</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>30</xmax><ymax>40</ymax></bndbox></object>\n`;
export const document = (objects: string): string =>
  `<annotation>\n<filename>1.jpg</filename>\n<size><width>800</width><height>600</height></size>\n${objects}</annotation>\n`;
