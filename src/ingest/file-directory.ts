import { Token } from 'aws-cdk-lib/core';
import { parseFieldPath } from '../contract/field-path';
import { unhidden } from '../contract/hidden-names';
import {
  type DirectorySetting,
  HIVE_TIME_NAMES,
  isLiteralDirectory,
  TIME_DIRECTORIES,
  timeDepth,
  UNKNOWN_TIME,
} from '../contract/layouts';
import { checkProperties, OBJECT, oneOf, STRING } from '../property-check';

/**
 * The unit of directories by time.
 */
export enum DirectoryTimeUnit {
  /**
   * `2026/04/13`
   */
  DAY = 'DAY',

  /**
   * `2026/04/13/21`
   */
  HOUR = 'HOUR',

  /**
   * `2026/04/13/21/05`
   */
  MINUTE = 'MINUTE',
}

/** The most digits of a partition's number that are calculated with: Kafka allows more, but no broker holds so many. */
export const PARTITION_DIGITS = 6;

/**
 * Options of directories by time.
 */
export interface TimeDirectoryOptions {
  /**
   * The field of the value that tells the time, where the time of the event counts and not that of the Kafka record: a path
   * as in `FileDirectory.field`.
   *
   * The field holds text in ISO 8601 (`2026-04-13T21:05:00Z`, `2026-04-13`; without a zone it is in UTC), or a number
   * since 1970 in seconds, milliseconds, microseconds or nanoseconds. Which of them it is, its size says: 1 to 11 digits are
   * seconds, 14 milliseconds, 17 microseconds. A record whose value is no JSON, lacks the field or has no time there goes to
   * `unknown-time`.
   *
   * A replay's window of time is still one of the records' own time, for all files that hold it. Leave `timeDirectories` of a
   * replay's schedule, `time_directories` of its payload, off: that goes by directories.
   *
   * @default - the record's own timestamp
   */
  readonly field?: string;
}

/**
 * A directory for files, named after something in their records. Make it with one of the static methods.
 *
 * @example
 * const layout = FileLayout.perRecord({
 *   directories: [FileDirectory.header('tenant'), FileDirectory.time(DirectoryTimeUnit.DAY, 'Europe/Berlin')],
 * });
 */
export class FileDirectory {
  /**
   * The time of the record, such as `2026/04/13/21`, or `unknown-time` if it has none.
   *
   * @param unit the unit of the innermost directory: day, hour or minute
   * @param timeZone the IANA name of the time zone whose days and hours these are, `UTC` if left out
   * @param options another time than the record's own
   * @throws if there is no such unit or time zone, or if the path of the field cannot be read
   */
  public static time(
    unit: DirectoryTimeUnit,
    timeZone: string = 'UTC',
    options: TimeDirectoryOptions = {},
  ): FileDirectory {
    return FileDirectory.byTime('FileDirectory.time', { unit, timeZone, options });
  }

  /**
   * The time of the record in directories as Apache Hive has them, which say what they are:
   * `year=2026/month=04/day=13/hour=21`, or `unknown-time` if it has none. Apache Spark, DuckDB, Polars and others read them
   * as columns.
   *
   * @param unit the unit of the innermost directory: day, hour or minute
   * @param timeZone the IANA name of the time zone whose days and hours these are, `UTC` if left out
   * @param options another time than the record's own
   * @throws if there is no such unit or time zone, or if the path of the field cannot be read
   */
  public static hiveTime(
    unit: DirectoryTimeUnit,
    timeZone: string = 'UTC',
    options: TimeDirectoryOptions = {},
  ): FileDirectory {
    return FileDirectory.byTime('FileDirectory.hiveTime', { unit, timeZone, options, hive: true });
  }

  /**
   * The name of the topic: `orders`.
   */
  public static topic(): FileDirectory {
    return new FileDirectory({ by: 'topic' }, (topic) => unhidden(topic).length);
  }

  /**
   * The number of the partition: `3`.
   */
  public static partition(): FileDirectory {
    return new FileDirectory({ by: 'partition' }, () => PARTITION_DIGITS);
  }

  /**
   * Topic and partition: `orders+3`.
   */
  public static topicPartition(): FileDirectory {
    return new FileDirectory({ by: 'topicPartition' }, (topic) => unhidden(topic).length + 1 + PARTITION_DIGITS);
  }

  /**
   * The record's key, or `no-key`.
   *
   * All characters but letters, digits and `. _ @ -` are percent-encoded, and so is a dot or an underscore at the front, which
   * would hide the directory from query engines. If a key then has more than 100 bytes, it is cut,
   * and a hash of the whole key is added.
   */
  public static key(): FileDirectory {
    return new FileDirectory({ by: 'key' }, (_, fieldBytes) => fieldBytes);
  }

  /**
   * The value of a header, encoded as keys are, or `no-<name>`. If a record has several headers of that name, the last
   * one counts.
   *
   * @param name the header's name
   * @throws if the name is empty
   */
  public static header(name: string): FileDirectory {
    checkProperties('FileDirectory.header', { name }, { name: { shape: STRING, required: true } });
    if (name === '') {
      throw new Error("FileDirectory.header: '' was given, which is no header's name: give one, such as 'tenant'");
    }
    return new FileDirectory({ by: 'header', name }, (_, fieldBytes) => fieldBytes);
  }

  /**
   * A field of the value, where that is JSON: text, a number, or true or false, encoded as keys are. Whatever has none, as the
   * value is no JSON, the field is missing, null, a list or an object, goes to `no-<path>`: `no-customer.id`.
   *
   * Values are read for it, which costs some time of the function. Whoever may read the names of objects reads the field.
   *
   * @param path the field's path, as in JSONPath: `customer.id`, `$.customer.id`, `items[0].sku`, `['a name with a space']`
   * @throws if the path cannot be read
   *
   * @example
   * const layout = FileLayout.segments({
   *   directories: [FileDirectory.field('customer.id'), FileDirectory.hiveTime(DirectoryTimeUnit.DAY)],
   * });
   */
  public static field(path: string): FileDirectory {
    checkProperties('FileDirectory.field', { path }, { path: { shape: STRING, required: true } });
    validateFieldPath('FileDirectory.field', path);
    return new FileDirectory({ by: 'field', path }, (_, fieldBytes) => fieldBytes);
  }

  /**
   * A name that is the same for all records, such as `v1` for the version of their schema, or `source=orders`.
   *
   * @param text letters, digits and `. _ = @ -`, at most 255, without a dot or an underscore at the front
   * @throws if the text cannot be the name of a directory
   */
  public static literal(text: string): FileDirectory {
    checkProperties('FileDirectory.literal', { text }, { text: { shape: STRING, required: true } });
    if (Token.isUnresolved(text)) {
      throw new Error(
        'FileDirectory.literal: the name of a directory is a token, but it must be known at synth: give a literal',
      );
    }
    if (!isLiteralDirectory(text)) {
      throw new Error(
        `FileDirectory.literal: '${text}' cannot be a directory: give 1 to 255 letters, digits and '. _ = @ -', without a dot or an underscore at the front, which would hide it from query engines, and another FileDirectory.literal(…) for each directory inside`,
      );
    }
    return new FileDirectory({ by: 'literal', text }, () => text.length);
  }

  private static byTime(method: string, given: TimeDirectory): FileDirectory {
    checkProperties(method, given, {
      unit: { shape: oneOf('DirectoryTimeUnit', DirectoryTimeUnit), required: true },
      timeZone: { shape: STRING },
      options: { shape: OBJECT },
    });
    const { unit, timeZone, options, hive } = given;
    checkProperties<TimeDirectoryOptions>(method, options, { field: { shape: STRING } });
    validateTimeZone(method, timeZone);
    if (options.field !== undefined) {
      validateFieldPath(method, options.field);
    }
    const spelledOut = hive ? HIVE_TIME_NAMES.slice(0, timeDepth(unit)).join('=').length + 1 : 0;
    return new FileDirectory(
      {
        by: 'time',
        unit,
        timeZone,
        ...(hive && { hive }),
        ...(options.field !== undefined && { field: options.field }),
      },
      () => Math.max(TIME_DIRECTORIES[unit].length + spelledOut, UNKNOWN_TIME.length),
    );
  }

  private constructor(
    private readonly settings: DirectorySetting,
    private readonly bytes: (topic: string, fieldBytes: number) => number,
  ) {}

  /** @internal */
  public _render(): DirectorySetting {
    return this.settings;
  }

  /**
   * The bytes of the longest name, with the slash after it, if a key or a header's value takes `fieldBytes`.
   *
   * @internal
   */
  public _bytes(topic: string, fieldBytes: number): number {
    return this.bytes(topic, fieldBytes) + 1;
  }
}

interface TimeDirectory {
  readonly unit: DirectoryTimeUnit;
  readonly timeZone: string;
  readonly options: TimeDirectoryOptions;
  readonly hive?: boolean;
}

function validateFieldPath(method: string, path: string): void {
  if (Token.isUnresolved(path)) {
    throw new Error(`${method}: the path of a field is a token, but it must be known at synth: give a literal`);
  }
  if (parseFieldPath(path) === undefined) {
    throw new Error(
      `${method}: '${path}' is no path of a field: give names and places in lists, such as 'customer.id', 'items[0].sku' or "['a name with a space']"`,
    );
  }
}

function validateTimeZone(method: string, timeZone: string): void {
  if (Token.isUnresolved(timeZone)) {
    return;
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new Error(
      `${method}: time zone '${timeZone}' is not known: give its IANA name, such as 'Europe/Berlin', or 'UTC'`,
    );
  }
}
