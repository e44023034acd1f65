import { Size } from 'aws-cdk-lib/core';
import { ENVELOPE_EXTENSION, type RecordFormatSetting } from '../contract/record-formats';
import { checkProperties, oneOf } from '../property-check';

/**
 * The extension of files that hold a record's value as it is.
 */
export enum ValueExtension {
  /**
   * `.json`: for values that are JSON, or other text.
   */
  JSON = '.json',

  /**
   * `.bin`: for anything else.
   */
  BIN = '.bin',
}

/**
 * Options of files that hold a record's value as it is.
 */
export interface ValueFormatOptions {
  /**
   * The extension. It does not change the content, which is always the bytes of the value.
   *
   * @default ValueExtension.JSON
   */
  readonly extension?: ValueExtension;
}

/**
 * A format: it decides how much of a record is written to its file. Make it with one of the static methods.
 *
 * @example
 * const format = RecordFormat.envelope();
 */
export abstract class RecordFormat {
  /**
   * The value, byte for byte.
   *
   * The name of the file says topic, partition and offset. Key, headers and timestamp are not kept. A
   * null value (a tombstone) is an empty `.tombstone` file.
   *
   * @param options the extension of the files
   */
  public static value(options: ValueFormatOptions = {}): RecordFormat {
    checkProperties('RecordFormat.value', options, { extension: { shape: oneOf('ValueExtension', ValueExtension) } });
    return new ValueFormat(options.extension ?? ValueExtension.JSON);
  }

  /**
   * Everything about the record, as one JSON object (`.record.json`).
   *
   * The object has topic, partition, offset, timestamp, key, value and headers. Content that is not UTF-8 is written as
   * base64. It is read back exactly, byte for byte.
   */
  public static envelope(): RecordFormat {
    return new EnvelopeFormat();
  }

  /**
   * The format as JSON, as the handler reads it.
   *
   * @internal
   */
  public abstract _render(): string;

  /**
   * The size that a record in this format stays below, uncompressed, if its value stays below another one.
   *
   * @internal
   */
  public abstract _fileSizeLessThan(valueSizeLessThan: Size): Size;

  /**
   * The extension of a file with one record, before that of its compression.
   *
   * @internal
   */
  public abstract readonly _recordExtension: string;

  /**
   * True if the content tells which record it is, so that many records can share a file.
   *
   * @internal
   */
  public abstract readonly _holdsWholeRecords: boolean;
}

class ValueFormat extends RecordFormat {
  public readonly _holdsWholeRecords = false;

  constructor(public readonly _recordExtension: ValueExtension) {
    super();
  }

  public _render(): string {
    return json({ type: 'value', extension: this._recordExtension });
  }

  public _fileSizeLessThan(valueSizeLessThan: Size): Size {
    return valueSizeLessThan;
  }
}

/** The most characters for one byte: JSON writes a control character as six, `\u0001`. Base64 takes fewer. */
const JSON_EXPANSION = 6;
/** The bytes that are allowed for topic, key, headers and the names of the fields. */
const ENVELOPE_ALLOWANCE = 64 * 1024;

class EnvelopeFormat extends RecordFormat {
  public readonly _recordExtension = ENVELOPE_EXTENSION;
  public readonly _holdsWholeRecords = true;

  public _render(): string {
    return json({ type: 'envelope' });
  }

  public _fileSizeLessThan(valueSizeLessThan: Size): Size {
    return Size.bytes(valueSizeLessThan.toBytes() * JSON_EXPANSION + ENVELOPE_ALLOWANCE);
  }
}

function json(setting: RecordFormatSetting): string {
  return JSON.stringify(setting);
}
