import type { ForeignValue } from './foreign-format';

const LINE_BREAK = 0x0a;

/** Each line, whether or not the last one has a line break behind it. */
export function* everyLine(bytes: Buffer): Generator<ForeignValue> {
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(LINE_BREAK, start);
    const behind = end === -1 ? bytes.length : end;
    yield { value: bytes.subarray(start, behind) };
    start = behind + 1;
  }
}

/** Each line that has something in it. */
export function* linesWithText(bytes: Buffer): Generator<ForeignValue> {
  for (const line of everyLine(bytes)) {
    if (line.value !== null && line.value.length > 0) {
      yield line;
    }
  }
}

export function* wholeFile(bytes: Buffer): Generator<ForeignValue> {
  yield { value: bytes };
}
