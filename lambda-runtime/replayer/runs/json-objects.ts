const [QUOTE, BACKSLASH, OPEN, CLOSE] = [0x22, 0x5c, 0x7b, 0x7d];

/**
 * Reads the objects of a JSON array that comes in pieces, one object at a time: the array of all results of a map run may
 * be longer than the longest string that JavaScript can hold.
 */
export async function* jsonObjects(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let begun: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let index = 0; index < chunk.length; index++) {
      const byte = chunk[index];
      if (inString) {
        inString = escaped || byte !== QUOTE;
        escaped = !escaped && byte === BACKSLASH;
      } else if (byte === QUOTE) {
        inString = true;
      } else if (byte === OPEN) {
        start = depth === 0 ? index : start;
        depth++;
      } else if (byte === CLOSE) {
        depth--;
        if (depth === 0) {
          yield JSON.parse(Buffer.concat([...begun, chunk.subarray(start, index + 1)]).toString());
          begun = [];
        }
      }
    }
    if (depth > 0) {
      begun.push(chunk.subarray(start));
    }
  }
  if (depth > 0) {
    throw new Error('it ends in the middle of an object');
  }
}
