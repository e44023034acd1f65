/**
 * Reads numbers that stand as runs of one value and as packed bits:
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE
 *
 * A run says how long it is, and may say more than there is room for: no more is taken from it than was asked for.
 *
 * @throws if the bytes end before so many numbers
 */
export function readHybrid(bytes: Buffer, width: number, count: number): Uint32Array {
  const numbers = new Uint32Array(count);
  if (width === 0) {
    return numbers;
  }
  if (width > 32) {
    throw new Error(`it has numbers of ${width} bits`);
  }
  const valueBytes = Math.ceil(width / 8);
  let position = 0;
  for (let filled = 0; filled < count; ) {
    const [header, start] = readHeader(bytes, position);
    const run = Math.floor(header / 2);
    if (header % 2 === 0) {
      position = start + valueBytes;
      if (run === 0 || position > bytes.length) {
        throw cutOff();
      }
      const end = Math.min(count, filled + run);
      numbers.fill(bytes.readUIntLE(start, valueBytes), filled, end);
      filled = end;
    } else {
      const packed = Math.min(count - filled, run * 8);
      if (packed === 0 || start + Math.ceil((packed * width) / 8) > bytes.length) {
        throw cutOff();
      }
      unpack(bytes, start, width, numbers.subarray(filled, filled + packed));
      filled += packed;
      position = start + run * width;
    }
  }
  return numbers;
}

function readHeader(bytes: Buffer, position: number): [value: number, end: number] {
  let value = 0;
  for (let [at, scale] = [position, 1]; at < bytes.length && scale < 2 ** 35; at++, scale *= 128) {
    const byte = bytes.readUInt8(at);
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) {
      return [value, at + 1];
    }
  }
  throw cutOff();
}

/** Unpacks bits into numbers. The lowest bit of the first byte is the lowest of the first number. */
function unpack(bytes: Buffer, start: number, width: number, numbers: Uint32Array): void {
  const range = 2 ** width;
  let position = start;
  let [held, bits] = [0, 0];
  for (let index = 0; index < numbers.length; index++) {
    while (bits < width) {
      held += (bytes[position++] ?? 0) * 2 ** bits;
      bits += 8;
    }
    numbers[index] = held % range;
    held = Math.floor(held / range);
    bits -= width;
  }
}

function cutOff(): Error {
  return new Error('its levels or its references to a dictionary are cut off');
}

/** The bits that numbers up to one take. */
export function bitsOf(most: number): number {
  return 32 - Math.clz32(most);
}
