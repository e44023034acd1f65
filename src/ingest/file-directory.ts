import { Token } from 'aws-cdk-lib/core';
import { type DirectorySetting, TIME_DIRECTORIES, UNKNOWN_TIME } from '../contract/layouts';
import { checkProperties, oneOf, STRING } from '../property-check';

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

/** The most digits of a partition's number that are reckoned with: Kafka allows more, but no broker holds so many. */
export const PARTITION_DIGITS = 6;

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
   * @throws if there is no such unit or time zone
   */
  public static time(unit: DirectoryTimeUnit, timeZone: string = 'UTC'): FileDirectory {
    checkProperties(
      'FileDirectory.time',
      { unit, timeZone },
      {
        unit: { shape: oneOf('DirectoryTimeUnit', DirectoryTimeUnit), required: true },
        timeZone: { shape: STRING },
      },
    );
    validateTimeZone(timeZone);
    return new FileDirectory({ by: 'time', unit, timeZone }, () =>
      Math.max(TIME_DIRECTORIES[unit].length, UNKNOWN_TIME.length),
    );
  }

  /**
   * The name of the topic: `orders`.
   */
  public static topic(): FileDirectory {
    return new FileDirectory({ by: 'topic' }, (topic) => topic.length);
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
    return new FileDirectory({ by: 'topicPartition' }, (topic) => topic.length + 1 + PARTITION_DIGITS);
  }

  /**
   * The record's key, or `no-key`.
   *
   * All characters but letters, digits and `. _ = @ -` are percent-encoded. If a key then has more than 100 bytes, it is cut,
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
      throw new Error("a directory by header was given '', which is no header's name: give one, such as 'tenant'");
    }
    return new FileDirectory({ by: 'header', name }, (_, fieldBytes) => fieldBytes);
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

function validateTimeZone(timeZone: string): void {
  if (Token.isUnresolved(timeZone)) {
    return;
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new Error(`time zone '${timeZone}' is not known: give its IANA name, such as 'Europe/Berlin', or 'UTC'`);
  }
}
