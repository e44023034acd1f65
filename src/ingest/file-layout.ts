import { Size, SizeRoundingBehavior } from 'aws-cdk-lib/core';
import { asMethod } from '../construct-error';
import { SEGMENT_BYTES } from '../contract/ingest-defaults';
import {
  type DirectorySetting,
  isSegmentSize,
  isShardCount,
  type LayoutSetting,
  MAX_SHARDS,
  TIME_UNITS,
  type TimeUnit,
} from '../contract/layouts';
import { COUNT_DIGITS, HASH_DIGITS, OFFSET_DIGITS } from '../contract/limits';
import { COORDINATES } from '../contract/name-template';
import { checkProperties, listOf, NUMBER, objectWith, SIZE, STRING } from '../property-check';
import { DirectoryTimeUnit, FileDirectory } from './file-directory';
import { prefixBytes, validateNameTemplate } from './file-name-template';

const DIRECTORIES = listOf(
  objectWith('_render', 'a FileDirectory'),
  'a list of FileDirectory, such as [FileDirectory.topic()]',
);

/**
 * Options of a file for each record.
 */
export interface PerRecordLayoutOptions {
  /**
   * The number of directories, 1 to 256, that the files of one partition and hour (or whatever else `directories` tells
   * apart) are spread over. A directory takes one new file at a time, so more directories take more files at once. 1 makes
   * no such directory.
   *
   * @default 16
   */
  readonly shards?: number;

  /**
   * The directories that files are in, from the outermost to the innermost.
   *
   * @default - the hour in UTC, then topic and partition: `2026/04/13/21/orders+3`
   */
  readonly directories?: FileDirectory[];

  /**
   * The name of a file. It ends with `{topic}+{partition}+{offset}`; before that there may be letters, digits, `. _ = @ -`,
   * `{key}`, `{time}` and `{header:<name>}`, in parts that each end with `+`.
   *
   * @default '{topic}+{partition}+{offset}'
   */
  readonly name?: string;
}

/**
 * Options of files that hold many records.
 */
export interface SegmentsLayoutOptions {
  /**
   * The directories that files are in, from the outermost to the innermost.
   *
   * @default - the hour in UTC, then topic and partition: `2026/04/13/21/orders+3`
   */
  readonly directories?: FileDirectory[];

  /**
   * The size that a file may reach before compression. A larger record gets a file of its own. Of a Parquet file, 2 KiB are
   * taken by what is not the records'.
   *
   * Several files are written at the same time, so a batch is written faster as many small files than as a few large ones.
   *
   * @default Size.mebibytes(1)
   */
  readonly maxFileSize?: Size;
}

/**
 * A layout: it decides which records share a file, and in which directory and by which name the file is written. Make it
 * with one of the static methods.
 *
 * @example
 * const layout = FileLayout.perRecord({ shards: 32, name: '{key}+{topic}+{partition}+{offset}' });
 */
export abstract class FileLayout {
  /**
   * Writes each record to a file of its own, named after its topic, partition and offset. A record that is delivered
   * again is therefore written to the same file.
   *
   * @param options the directories and the name of the files
   * @throws if `shards` is not a whole number from 1 to 256, or if `name` is not a template as described there
   */
  public static perRecord(options: PerRecordLayoutOptions = {}): FileLayout {
    checkProperties<PerRecordLayoutOptions>('FileLayout.perRecord', options, {
      shards: { shape: NUMBER },
      directories: { shape: DIRECTORIES },
      name: { shape: STRING },
    });
    return asMethod('FileLayout.perRecord', () => new PerRecordLayout(options));
  }

  /**
   * The records of one partition that Lambda delivers together share a file: each is a line, or a row of Parquet.
   *
   * It makes far fewer files, and needs `RecordFormat.envelope()` or `RecordFormat.parquet()`. A batch that is delivered again may be divided in another
   * way, so a record may be in two files. Readers recognise it by its offset.
   *
   * @param options the directories and the size of the files
   * @throws if `maxFileSize` is not a whole number of bytes
   *
   * @example
   * const ingest = new KafkaToS3FilesIngest(this, 'Ingest', {
   *   vpc,
   *   cluster,
   *   topic: 'events',
   *   layout: FileLayout.segments({ maxFileSize: Size.mebibytes(32) }),
   *   format: RecordFormat.envelope(),
   *   compression: Compression.ZSTD,
   * });
   */
  public static segments(options: SegmentsLayoutOptions = {}): FileLayout {
    checkProperties<SegmentsLayoutOptions>('FileLayout.segments', options, {
      directories: { shape: DIRECTORIES },
      maxFileSize: { shape: SIZE },
    });
    return asMethod('FileLayout.segments', () => new SegmentsLayout(options));
  }

  /**
   * The layout as the handler reads it.
   *
   * @internal
   */
  public abstract _setting(): LayoutSetting;

  /**
   * The bytes that a file with many records may reach; undefined if each record is a file.
   *
   * @internal
   */
  public abstract readonly _segmentBytes?: number;

  /**
   * The finest unit of time that the directories tell; undefined if they tell none.
   *
   * @internal
   */
  public abstract readonly _timeUnit?: TimeUnit;

  /**
   * The bytes of the longest directories of a topic's files, if a key or a header's value takes `fieldBytes`.
   *
   * @internal
   */
  public abstract _directoryBytes(topic: string, fieldBytes: number): number;

  /**
   * The bytes that a file's name adds to topic, partition, one offset and extension.
   *
   * @internal
   */
  public abstract _extraNameBytes(fieldBytes: number): number;
}

const DEFAULT_DIRECTORIES = [FileDirectory.time(DirectoryTimeUnit.HOUR), FileDirectory.topicPartition()];

class PerRecordLayout extends FileLayout {
  public readonly _segmentBytes = undefined;
  public readonly _timeUnit?: TimeUnit;
  private readonly shards: number;
  private readonly directories: FileDirectory[];
  private readonly name: string;

  constructor(options: PerRecordLayoutOptions) {
    super();
    this.shards = options.shards ?? 16;
    this.directories = options.directories ?? DEFAULT_DIRECTORIES;
    this._timeUnit = timeUnitOf(this.directories);
    this.name = options.name ?? COORDINATES;
    if (!isShardCount(this.shards)) {
      throw new Error(
        `a layout with ${this.shards} shards cannot be: give a whole number from 1 to ${MAX_SHARDS}, 1 for no shards`,
      );
    }
    validateNameTemplate(this.name);
  }

  public _setting(): LayoutSetting {
    const { shards, name } = this;
    return { type: 'perRecord', shards, directories: rendered(this.directories), name };
  }

  public _directoryBytes(topic: string, fieldBytes: number): number {
    const shard = this.shards > 1 ? `${this.shards - 1}/`.length : 0;
    return directoryBytes(this.directories, topic, fieldBytes) + shard;
  }

  public _extraNameBytes(fieldBytes: number): number {
    return prefixBytes(this.name, fieldBytes);
  }
}

class SegmentsLayout extends FileLayout {
  public readonly _segmentBytes: number;
  public readonly _timeUnit?: TimeUnit;
  private readonly directories: FileDirectory[];

  constructor({ directories, maxFileSize = Size.bytes(SEGMENT_BYTES) }: SegmentsLayoutOptions) {
    super();
    this.directories = directories ?? DEFAULT_DIRECTORIES;
    this._timeUnit = timeUnitOf(this.directories);
    if (maxFileSize.isUnresolved()) {
      throw new Error('maxFileSize is a token, but it must be known at synth: give a literal');
    }
    this._segmentBytes = maxFileSize.toBytes({ rounding: SizeRoundingBehavior.NONE });
    if (!isSegmentSize(this._segmentBytes)) {
      throw new Error(`maxFileSize of ${this._segmentBytes} bytes cannot be: give a whole number of at least 1`);
    }
  }

  public _setting(): LayoutSetting {
    return { type: 'segments', directories: rendered(this.directories), maxBytes: this._segmentBytes };
  }

  public _directoryBytes(topic: string, fieldBytes: number): number {
    return directoryBytes(this.directories, topic, fieldBytes);
  }

  public _extraNameBytes(): number {
    // Beside the first offset: the last, the number of records, and the hash of the offsets.
    return '+'.length + OFFSET_DIGITS + '+'.length + COUNT_DIGITS + '+'.length + HASH_DIGITS;
  }
}

function rendered(directories: FileDirectory[]): DirectorySetting[] {
  return directories.map((directory) => directory._render());
}

function directoryBytes(directories: FileDirectory[], topic: string, fieldBytes: number): number {
  return directories.reduce((sum, directory) => sum + directory._bytes(topic, fieldBytes), 0);
}

function timeUnitOf(directories: FileDirectory[]): TimeUnit | undefined {
  const units = rendered(directories).flatMap((directory) => (directory.by === 'time' ? [directory.unit] : []));
  return [...TIME_UNITS].reverse().find((unit) => units.includes(unit));
}
