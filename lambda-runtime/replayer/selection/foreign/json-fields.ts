const [QUOTE, BACKSLASH, COLON, COMMA] = [...Buffer.from('"\\:,')];
const OPENING = Buffer.from('{[');
const CLOSING = Buffer.from('}]');
const SPACES = Buffer.from(' \t\r\n');

/**
 * The fields of a JSON object, each as the bytes that stand there: a number that was parsed and written again might be another.
 *
 * @returns undefined if the JSON is no object
 * @throws Error if the object has no end, or something behind it
 */
export function jsonFields(json: Buffer): Map<string, Buffer> | undefined {
  const text = trimmed(json);
  if (text[0] !== OPENING[0]) {
    return undefined;
  }
  const fields = new Map<string, Buffer>();
  let depth = 0;
  let start = 1;
  let colon = -1;
  const end = (at: number) => {
    if (colon !== -1) {
      fields.set(String(parsedJson(text.subarray(start, colon))), trimmed(text.subarray(colon + 1, at)));
    } else if (trimmed(text.subarray(start, at)).length > 0) {
      throw new Error('a field has no value');
    }
    start = at + 1;
    colon = -1;
  };
  for (let at = 0; at < text.length; at++) {
    const byte = text[at] ?? 0;
    if (byte === QUOTE) {
      at = endOfString(text, at);
    } else if (OPENING.includes(byte)) {
      depth++;
    } else if (CLOSING.includes(byte)) {
      depth--;
      if (depth === 0) {
        end(at);
        if (at < text.length - 1) {
          throw new Error('something stands behind the object');
        }
        return fields;
      }
    } else if (depth === 1 && byte === COLON && colon === -1) {
      colon = at;
    } else if (depth === 1 && byte === COMMA) {
      end(at);
    }
  }
  throw new Error('the object has no end');
}

/** JSON as a value. @throws Error that tells nothing of what stands there, which may be a record's */
export function parsedJson(json: Buffer): unknown {
  try {
    return JSON.parse(json.toString());
  } catch {
    // Without the cause, which quotes what stands in the file.
    throw new Error(`${json.length} bytes of it are not JSON`);
  }
}

/** @returns the place of the quote that ends it */
function endOfString(text: Buffer, begin: number): number {
  for (let at = begin + 1; at < text.length; at++) {
    if (text[at] === BACKSLASH) {
      at++;
    } else if (text[at] === QUOTE) {
      return at;
    }
  }
  throw new Error('a text has no end');
}

/** JSON without the spaces around it. */
export function trimmed(bytes: Buffer): Buffer {
  let [from, to] = [0, bytes.length];
  while (from < to && SPACES.includes(bytes[from] ?? 0)) from++;
  while (to > from && SPACES.includes(bytes[to - 1] ?? 0)) to--;
  return bytes.subarray(from, to);
}
