import { Size } from 'aws-cdk-lib/core';
import {
  ENVELOPE_EXTENSION,
  PARQUET_EXTENSION,
  type RecordFormatSetting,
  SEGMENT_EXTENSION,
} from '../contract/record-formats';
import { checkProperties, oneOf } from '../property-check';
import { Compression, compressionExtension } from './compression';

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
   * Everything about the record, as a row of a Parquet file (`.records.parquet`), which Amazon Athena, DuckDB and many others
   * query as it is.
   *
   * The columns are topic, partition, offset, timestamp, timestamp_type, key, key_binary, value, value_binary, and headers, a
   * list of name, value and value_binary. Content that is UTF-8 is in `key` and `value`; other content is in the columns that
   * end in `_binary`, so that the schema is always the same. It is read back exactly, byte for byte.
   *
   * The columns are compressed within the file by `compression` of the ingest, Zstandard by default. The name of the file has
   * no suffix for it. Parquet gains by many records a file: a file has some 1.3 KB beside its records.
   *
   * @see https://parquet.apache.org/docs/file-format/
   */
  public static parquet(): RecordFormat {
    return new ParquetFormat();
  }

  /**
   * The format as the handler reads it.
   *
   * @internal
   */
  public abstract _setting(compression: Compression): RecordFormatSetting;

  /**
   * The size that a record in this format stays below, uncompressed, if its value stays below another one.
   *
   * @internal
   */
  public abstract _fileSizeLessThan(valueSizeLessThan: Size): Size;

  /**
   * The extension of a file with one record, or with many.
   *
   * @internal
   */
  public abstract _extension(records: 'one' | 'many', compression: Compression): string;

  /**
   * The compression where none is chosen.
   *
   * @internal
   */
  public readonly _defaultCompression: Compression = Compression.NONE;

  /**
   * True if the content is compressed, and not the file as a whole.
   *
   * @internal
   */
  public readonly _compressesContent: boolean = false;

  /**
   * True if the content tells which record it is, so that many records can share a file.
   *
   * @internal
   */
  public abstract readonly _holdsWholeRecords: boolean;
}

class ValueFormat extends RecordFormat {
  public readonly _holdsWholeRecords = false;

  constructor(private readonly extension: ValueExtension) {
    super();
  }

  public _setting(): RecordFormatSetting {
    return { type: 'value', extension: this.extension };
  }

  public _extension(_: 'one' | 'many', compression: Compression): string {
    return `${this.extension}${compressionExtension(compression)}`;
  }

  public _fileSizeLessThan(valueSizeLessThan: Size): Size {
    return valueSizeLessThan;
  }
}

/** The most characters for one byte: JSON writes a control character as six, `\u0001`. Base64 takes fewer. */
const JSON_EXPANSION = 6;
/** The bytes that are allowed for topic, key, headers, and the names of the fields or the footer of the file. */
const ALLOWANCE = 64 * 1024;

class EnvelopeFormat extends RecordFormat {
  public readonly _holdsWholeRecords = true;

  public _setting(): RecordFormatSetting {
    return { type: 'envelope' };
  }

  public _extension(records: 'one' | 'many', compression: Compression): string {
    return `${records === 'one' ? ENVELOPE_EXTENSION : SEGMENT_EXTENSION}${compressionExtension(compression)}`;
  }

  public _fileSizeLessThan(valueSizeLessThan: Size): Size {
    return Size.bytes(valueSizeLessThan.toBytes() * JSON_EXPANSION + ALLOWANCE);
  }
}

class ParquetFormat extends RecordFormat {
  public readonly _holdsWholeRecords = true;
  public readonly _compressesContent = true;
  public readonly _defaultCompression = Compression.ZSTD;

  public _setting(compression: Compression): RecordFormatSetting {
    return { type: 'parquet', compression };
  }

  public _extension(): string {
    return PARQUET_EXTENSION;
  }

  public _fileSizeLessThan(valueSizeLessThan: Size): Size {
    return Size.bytes(valueSizeLessThan.toBytes() + ALLOWANCE);
  }
}
