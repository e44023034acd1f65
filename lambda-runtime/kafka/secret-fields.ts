import { isNear } from '../../src/contract/near-names';
import { isObject } from '../environment';

/** The fields of a secret's JSON. An error says which of them is wrong and how, and never what it holds. */
export class SecretFields {
  private constructor(private readonly json: Readonly<Record<string, unknown>>) {}

  /** @param text the secret's text; undefined if the secret is binary */
  public static parse(text: string | undefined): SecretFields {
    if (text === undefined) {
      throw new Error('it is binary; store it as text');
    }
    if (text.startsWith('\u{FEFF}')) {
      throw new Error(
        "it begins with a byte order mark, as a file does that was saved as 'UTF-8 with BOM'; store it without",
      );
    }
    let json: unknown;
    try {
      json = JSON.parse(text.replace(STRINGS, (string) => string.replace(/\r?\n/g, '\\n')));
    } catch {
      // Not passed on as a cause: a parser's message quotes the text.
      throw new Error('it is no JSON');
    }
    if (!isObject(json)) {
      throw new Error('it is JSON, but not an object with fields');
    }
    return new SecretFields(json);
  }

  /** @returns the field's text, which is not empty */
  public required(name: string): string {
    const value = this.optional(name);
    if (value === undefined) {
      const [near] = Object.keys(this.json).filter((other) => isNear(other, name));
      throw new Error(`it has no field '${name}'${near === undefined ? '' : ` ('${near}' must be named '${name}')`}`);
    }
    if (value === '') {
      throw new Error(`its field '${name}' is empty`);
    }
    return value;
  }

  /** @returns the field's text; undefined if there is no such field */
  public optional(name: string): string | undefined {
    const value = this.json[name] ?? undefined;
    if (value !== undefined && typeof value !== 'string') {
      const type = Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
      throw new Error(`its field '${name}' is ${type}; write it in quotes, as text`);
    }
    return value;
  }

  /** @returns the field's whole number, which may be written as text; undefined if there is no such field */
  public optionalWhole(name: string, least: number, most: number): number | undefined {
    const value = this.json[name] ?? undefined;
    const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
    if (value !== undefined && !(Number.isInteger(number) && Number(number) >= least && Number(number) <= most)) {
      throw new Error(`its field '${name}' is no whole number from ${least} to ${most}`);
    }
    return value === undefined ? undefined : Number(number);
  }
}

/** Matches the strings of JSON. They have no line breaks, but those in Lambda's own examples of certificates do. */
const STRINGS = /"(?:[^"\\]|\\.)*"/g;
