import { Size, SizeRoundingBehavior } from 'aws-cdk-lib/core';
import {
  type DirectorySetting,
  isSegmentSize,
  isShardCount,
  type LayoutSetting,
  MAX_SHARDS,
} from '../contract/layouts';
import { OFFSET_DIGITS } from '../contract/limits';
import { COORDINATES } from '../contract/name-template';
import { DirectoryTimeUnit, FileDirectory } from './file-directory';
import { prefixBytes, validateNameTemplate } from './file-name-template';

/**
 * Options of a file for each record.
 */
export interface PerRecordLayoutOptions {
  /**
   * Over how many directories the files of one partition and hour, or whatever else `directories` tells apart, are spread,
   * 1 to 256. A directory takes one new file at a time, so that more of them take more files at once; 1 makes none.
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
   * Where a file ends, before compression. A record that is larger stands in a file by itself.
   *
   * Several files are written at a time, each at the pace of one stream: a batch in many is written faster than one in few.
   *
   * @default Size.mebibytes(1)
   */
  readonly maxFileSize?: Size;
}

/**
 * Which records share a file, and where it stands, made by one of the static methods.
 *
 * @example
 * const layout = FileLayout.perRecord({ shards: 32, name: '{key}+{topic}+{partition}+{offset}' });
 */
export abstract class FileLayout {
  /**
   * Each record is a file, named after its topic, partition and offset, so that a record that is delivered again is
   * written to the same file.
   *
   * @throws if `shards` is not from 1 to 256, or if `name` cannot be
   */
  public static perRecord(options: PerRecordLayoutOptions = {}): FileLayout {
    return new PerRecordLayout(options);
  }

  /**
   * The records of one partition that Lambda delivers together share a file, one line each.
   *
   * It takes far fewer files, and needs `RecordFormat.envelope()`. A batch that is delivered again may be cut in another way,
   * so that a record may stand in two files: readers tell by its offset.
   *
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
    return new SegmentsLayout(options);
  }

  /**
   * The layout as the handler takes it.
   */
  public abstract render(): string;

  /**
   * Where a file with many records ends; undefined where each record is a file.
   *
   * @internal
   */
  public abstract readonly _segmentBytes?: number;

  /**
   * The bytes of the longest directories of a topic's files, where a key or a header's value takes so many.
   *
   * @internal
   */
  public abstract _directoryBytes(topic: string, fieldBytes: number): number;

  /**
   * The bytes of what a file's name adds to topic, partition, one offset and extension.
   *
   * @internal
   */
  public abstract _extraNameBytes(fieldBytes: number): number;
}

const DEFAULT_DIRECTORIES = [FileDirectory.time(DirectoryTimeUnit.HOUR), FileDirectory.topicPartition()];

class PerRecordLayout extends FileLayout {
  public readonly _segmentBytes = undefined;
  private readonly shards: number;
  private readonly directories: FileDirectory[];
  private readonly name: string;

  constructor(options: PerRecordLayoutOptions) {
    super();
    this.shards = options.shards ?? 16;
    this.directories = options.directories ?? DEFAULT_DIRECTORIES;
    this.name = options.name ?? COORDINATES;
    if (!isShardCount(this.shards)) {
      throw new Error(
        `a layout with ${this.shards} shards cannot be: give a whole number from 1 to ${MAX_SHARDS}, 1 for no shards`,
      );
    }
    validateNameTemplate(this.name);
  }

  public render(): string {
    const { shards, name } = this;
    return json({ type: 'perRecord', shards, directories: rendered(this.directories), name });
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
  private readonly directories: FileDirectory[];

  constructor({ directories, maxFileSize = Size.mebibytes(1) }: SegmentsLayoutOptions) {
    super();
    this.directories = directories ?? DEFAULT_DIRECTORIES;
    if (maxFileSize.isUnresolved()) {
      throw new Error('maxFileSize is a token, but it must be known at synth: give a literal');
    }
    this._segmentBytes = maxFileSize.toBytes({ rounding: SizeRoundingBehavior.NONE });
    if (!isSegmentSize(this._segmentBytes)) {
      throw new Error(`maxFileSize of ${this._segmentBytes} bytes cannot be: give a whole number of at least 1`);
    }
  }

  public render(): string {
    return json({
      type: 'segments',
      directories: rendered(this.directories),
      maxBytes: this._segmentBytes,
    });
  }

  public _directoryBytes(topic: string, fieldBytes: number): number {
    return directoryBytes(this.directories, topic, fieldBytes);
  }

  public _extraNameBytes(): number {
    return '+'.length + OFFSET_DIGITS; // the last offset, beside the first
  }
}

function json(setting: LayoutSetting): string {
  return JSON.stringify(setting);
}

function rendered(directories: FileDirectory[]): DirectorySetting[] {
  return directories.map((directory) => directory._render());
}

function directoryBytes(directories: FileDirectory[], topic: string, fieldBytes: number): number {
  return directories.reduce((sum, directory) => sum + directory._bytes(topic, fieldBytes), 0);
}
