import { unusable } from './unusable-list';

const [LINE_FEED, CARRIAGE_RETURN] = [0x0a, 0x0d];
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const WIDE_MARKS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/** The most bytes of a line: brokers take no key that is longer unless their limits are raised. */
export const MOST_LINE_BYTES = 4 * 1024 * 1024;

export interface ListLine {
  readonly number: number;
  /** The bytes of the line, at least one, without the line feed or the carriage return and line feed at its end. */
  readonly bytes: Buffer;
}

/**
 * Takes a list apart whose bytes come in pieces. Lines are bytes: nothing is decoded, so that a line is a key exactly as it is
 * written. Empty lines are left out, and a mark in front that says that the text is UTF-8.
 *
 * @throws PermanentError if a line is too long, or if the text is UTF-16
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly ListLine[]> {
  let rest: Buffer = Buffer.alloc(0);
  let number = 0;
  let isFirst = true;
  const line = (bytes: Buffer): ListLine[] => {
    number++;
    const marked = number === 1 ? withoutMark(bytes) : bytes;
    const end = marked.at(-1) === CARRIAGE_RETURN ? marked.length - 1 : marked.length;
    return end === 0 ? [] : [{ number, bytes: marked.subarray(0, end) }];
  };
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    if (isFirst && bytes.length >= 2) {
      refuseWide(bytes);
      isFirst = false;
    }
    const lines: ListLine[] = [];
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED, start); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      lines.push(...line(bytes.subarray(start, end)));
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > MOST_LINE_BYTES) {
      throw unusable(`line ${number + 1} has more than ${MOST_LINE_BYTES} bytes; give one key a line`);
    }
    yield lines;
  }
  yield line(rest);
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)
    ? bytes.subarray(BYTE_ORDER_MARK.length)
    : bytes;
}

function refuseWide(bytes: Buffer): void {
  if (WIDE_MARKS.some((mark) => bytes.subarray(0, mark.length).equals(mark))) {
    throw unusable('it is UTF-16, in which no line is the bytes of a key; write it as UTF-8');
  }
}
