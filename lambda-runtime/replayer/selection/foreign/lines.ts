import type { ForeignValue } from './foreign-format';
import { trimmed } from './json-fields';

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

/** Each line of JSON, which line breaks of Windows or spaces may stand beside. */
export function* linesOfJson(bytes: Buffer): Generator<ForeignValue> {
  for (const { value } of everyLine(bytes)) {
    const json = value && trimmed(value);
    if (json && json.length > 0) {
      yield { value: json };
    }
  }
}

export function* wholeFile(bytes: Buffer): Generator<ForeignValue> {
  yield { value: bytes };
}
