/**
 * Unfolds what Snappy has made: https://github.com/google/snappy/blob/main/format_description.txt
 *
 * Of our own, since that of hyparquet 1.31.5 reads lengths as signed numbers: bytes that were made for it send it backwards,
 * without end.
 *
 * @param size the bytes that it is said to unfold to
 * @throws if it does not unfold to so many
 */
export function unfoldSnappy(bytes: Buffer, size: number): Buffer {
  const unfolded = Buffer.alloc(size);
  let position = endOfPreamble(bytes);
  let filled = 0;
  while (position < bytes.length) {
    const tag = bytes.readUInt8(position++);
    const kind = tag & 3;
    const long = tag >> 2;
    // The bytes behind the tag: of a literal those that say how long it is, of a copy those of its distance.
    const extra = kind === 0 ? Math.max(0, long - 59) : kind === 3 ? 4 : kind;
    if (position + extra > bytes.length) {
      throw broken();
    }
    const number = extra === 0 ? 0 : bytes.readUIntLE(position, extra);
    position += extra;
    const length = kind === 0 ? (extra === 0 ? long : number) + 1 : kind === 1 ? (long & 7) + 4 : long + 1;
    if (filled + length > size) {
      throw broken();
    }
    if (kind === 0) {
      if (position + length > bytes.length) {
        throw broken();
      }
      bytes.copy(unfolded, filled, position, position + length);
      position += length;
    } else {
      copyWithin(unfolded, filled, kind === 1 ? ((tag >> 5) << 8) | number : number, length);
    }
    filled += length;
  }
  if (filled !== size) {
    throw broken();
  }
  return unfolded;
}

/** The place after the length, which is not read here since the page's header has it as well. */
function endOfPreamble(bytes: Buffer): number {
  const last = bytes.findIndex((byte) => byte < 0x80);
  if (last < 0 || last > 4) {
    throw broken();
  }
  return last + 1;
}

/** Copies bytes of the output. A copy may reach into the bytes that it writes itself: then these repeat. */
function copyWithin(unfolded: Buffer, at: number, distance: number, length: number): void {
  if (distance === 0 || distance > at) {
    throw broken();
  }
  if (distance >= length) {
    unfolded.copyWithin(at, at - distance, at - distance + length);
    return;
  }
  for (let index = 0; index < length; index++) {
    unfolded[at + index] = unfolded[at + index - distance] ?? 0;
  }
}

function broken(): Error {
  return new Error('a page is not what Snappy makes');
}
