/** A kind of value that keys of the payload have: the way to read it, and its description. */
export interface PayloadType<Value> {
  /** The values that are taken, as the table of the payload in the documentation says it. */
  readonly description: string;
  /** The end of the error about a value that is not taken. */
  readonly advice: string;
  /**
   * Reads a value that came as JSON.
   *
   * @returns the value as the replayer works with it; undefined if it is not taken
   * @throws Error where one part of the value is wrong and the error can name it
   */
  readonly read: (value: unknown) => Value | undefined;
}

const LONGEST_VALUE_IN_ERROR = 200;

/**
 * Reads a value, or says what is wrong with it.
 *
 * @param name the key or the variable that has the value
 * @param type what the value should be
 * @param value as it came, neither null nor undefined
 * @throws Error with the name, the value and the type's advice
 */
export function readValue<Value>(name: string, type: PayloadType<Value>, value: unknown): Value {
  const read = readPart(name, type, value);
  if (read === undefined) {
    throw new Error(`${name} is ${shortened(JSON.stringify(value) ?? String(value))}; ${type.advice}`);
  }
  return read;
}

/** Cuts a text that stands in an error. */
export function shortened(text: string): string {
  return text.length > LONGEST_VALUE_IN_ERROR ? `${text.slice(0, LONGEST_VALUE_IN_ERROR)}…` : text;
}

/** An error about one part of the value names the key as well: it stands among others. */
function readPart<Value>(name: string, type: PayloadType<Value>, value: unknown): Value | undefined {
  try {
    return type.read(value);
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A whole number from 0, such as a partition, an offset, or milliseconds since 1970. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
