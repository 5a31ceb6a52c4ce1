/** A rectangle on the ground: metres, `heading` in radians clockwise along its length. */
export interface PlacedBox {
  readonly u: number;
  readonly v: number;
  readonly length: number;
  readonly width: number;
  readonly heading: number;
}

/** Whether two rectangles share any area (separating axes; exact for rectangles). */
export function overlaps(a: PlacedBox, b: PlacedBox): boolean {
  const du = b.u - a.u;
  const dv = b.v - a.v;
  const reach = (Math.hypot(a.length, a.width) + Math.hypot(b.length, b.width)) / 2;
  if (du * du + dv * dv >= reach * reach) return false;
  return [a.heading, a.heading + Math.PI / 2, b.heading, b.heading + Math.PI / 2].every((axis) => {
    const distance = Math.abs(du * Math.cos(axis) + dv * Math.sin(axis));
    return distance < extent(a, axis) + extent(b, axis);
  });
}

/** Half of a rectangle's shadow on an axis. */
function extent(box: PlacedBox, axis: number): number {
  const turn = axis - box.heading;
  return (Math.abs(Math.cos(turn)) * box.length + Math.abs(Math.sin(turn)) * box.width) / 2;
}
