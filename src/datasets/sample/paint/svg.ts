/** Attributes of an SVG element; `undefined` ones are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One SVG element as text. */
export function element(name: string, attributes: Attributes, children = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? short(value) : value}"`)
    .join('');
  return children === '' ? `<${name}${written}/>` : `<${name}${written}>${children}</${name}>`;
}

/** A rectangle about its centre. */
export function rectangle(cx: number, cy: number, width: number, height: number, attributes: Attributes): string {
  return element('rect', { x: cx - width / 2, y: cy - height / 2, width, height, ...attributes });
}

/** A closed polygon from x1, y1, x2, y2, … */
export function polygon(points: readonly number[], attributes: Attributes): string {
  return element('polygon', { points: points.map(short).join(' '), ...attributes });
}

/** An open line from x1, y1, x2, y2, … */
export function polyline(points: readonly number[], attributes: Attributes): string {
  return element('polyline', { points: points.map(short).join(' '), fill: 'none', ...attributes });
}

/** A group moved to a place and turned, radians clockwise. */
export function placed(x: number, y: number, angle: number, children: string): string {
  return element(
    'g',
    { transform: `translate(${short(x)} ${short(y)}) rotate(${short((angle * 180) / Math.PI)})` },
    children,
  );
}

/** A path from commands and numbers: `path('M', 0, 0, 'L', 1, 1)`. */
export function pathData(...parts: readonly (string | number)[]): string {
  return parts.map((part) => (typeof part === 'number' ? short(part) : part)).join(' ');
}

/** Millimetres suffice, and keep the text small. */
function short(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
