import { KeelError } from '../../foundation/errors.js';
import type { HostTensor } from '../types.js';

type Named = Readonly<Record<string, HostTensor>>;

interface Piece {
  readonly name: string;
  readonly isWritten: boolean;
  readonly from: number;
  readonly to: number;
}

/** Throws `runtime/overlap` when an output lies on memory of an input or of another output. */
export function assertApart(inputs: Named, outputs: Named): void {
  const byBuffer = new Map<ArrayBufferLike, Piece[]>();
  for (const [named, isWritten] of [[inputs, false] as const, [outputs, true] as const]) {
    for (const [name, { data }] of Object.entries(named)) {
      const piece = { name, isWritten, from: data.byteOffset, to: data.byteOffset + data.byteLength };
      byBuffer.set(data.buffer, [...(byBuffer.get(data.buffer) ?? []), piece]);
    }
  }
  for (const pieces of byBuffer.values()) assertPiecesApart(pieces);
}

function assertPiecesApart(pieces: Piece[]): void {
  pieces.sort((a, b) => a.from - b.from);
  /** The pieces so far that reach furthest, of all and of those that are written. */
  let any: Piece | undefined;
  let written: Piece | undefined;
  for (const piece of pieces) {
    const before = piece.isWritten ? any : written;
    if (before !== undefined && piece.from < before.to && piece.from < piece.to) {
      throw new KeelError('runtime/overlap', { one: before.name, other: piece.name });
    }
    if (any === undefined || piece.to > any.to) any = piece;
    if (piece.isWritten && (written === undefined || piece.to > written.to)) written = piece;
  }
}
