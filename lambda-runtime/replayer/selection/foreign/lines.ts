import type { ForeignValue } from './foreign-format';
import { trimmed } from './json-fields';

const LINE_BREAK = 0x0a;

/** Yields each line, also a last one without a line break after it. */
export function* everyLine(bytes: Buffer): Generator<ForeignValue> {
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(LINE_BREAK, start);
    const behind = end === -1 ? bytes.length : end;
    yield { value: bytes.subarray(start, behind) };
    start = behind + 1;
  }
}

/** Yields each line that is not empty. */
export function* linesWithText(bytes: Buffer): Generator<ForeignValue> {
  for (const line of everyLine(bytes)) {
    if (line.value !== null && line.value.length > 0) {
      yield line;
    }
  }
}

/** Yields each line of JSON. Spaces around it, and line breaks of Windows, are left out. */
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
