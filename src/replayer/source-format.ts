import { Token } from 'aws-cdk-lib/core';
import { readValue, shortened } from '../contract/payload-type';
import { SOURCE_FORMAT, type SourceFormatSetting } from '../contract/source-format';
import { BOOLEAN, checkProperties } from '../property-check';

/**
 * Options of files that a regular expression takes apart.
 */
export interface PatternSourceFormatOptions {
  /**
   * True if each line of a file is a record. Otherwise a file is one.
   *
   * @default false
   */
  readonly lines?: boolean;
}

/**
 * The files that a replay reads: those of this library's ingest, or those that others wrote.
 *
 * @example
 * new S3FilesReplayer(this, 'Replayer', {
 *   accessPoint,
 *   vpc,
 *   cluster,
 *   topic: 'orders-replay',
 *   sourceFormat: SourceFormat.CONFLUENT,
 * });
 */
export class SourceFormat {
  /**
   * The files of this library's ingest.
   */
  public static readonly S3_FILES = new SourceFormat('s3files');

  /**
   * The records that the ingest has set aside in `unwritable/`.
   */
  public static readonly UNWRITABLE = new SourceFormat('unwritable');

  /**
   * Files of any name, in the order of their paths: a `.json`, a `.txt` or a `.bin` is a record, and each line of an `.ndjson` or a
   * `.jsonl`, also with `.gz` or `.zst` behind it.
   *
   * They tell no topic and no partition: all of them are one stream, and their records have no partition that could be kept.
   */
  public static readonly FILES = new SourceFormat('files');

  /**
   * Files of Confluent's S3 sink connector, in its JSON format or its format of bytes: `<topic>+<partition>+<start offset>.json`.
   *
   * @see https://docs.confluent.io/kafka-connectors/s3-sink/current/overview.html
   */
  public static readonly CONFLUENT = new SourceFormat('confluent');

  /**
   * Files of Aiven's S3 sink connector for Apache Kafka, by its default template: `<topic>-<partition>-<start offset>`.
   *
   * @see https://github.com/Aiven-Open/cloud-storage-connectors-for-apache-kafka/blob/main/s3-sink-connector/README.md
   */
  public static readonly AIVEN = new SourceFormat('aiven');

  /**
   * Objects of Amazon MSK Data Delivery, by its default template: `<topic>+<partition>+<offset>` and an identifier.
   *
   * @see https://docs.aws.amazon.com/msk/latest/developerguide/msk-data-delivery-s3-output-key-template.html
   */
  public static readonly MSK_DATA_DELIVERY = new SourceFormat('mskDataDelivery');

  /**
   * Files whose paths a regular expression takes apart.
   *
   * It matches the whole path relative to the mount. The groups `(?<topic>…)`, `(?<partition>…)`, `(?<offset>…)` and
   * `(?<timestamp>…)` tell the place of a file's first record; each of them may be left out, but an offset needs a partition and a
   * partition a topic. There are no references back and no looks around, so that it is matched in linear time.
   *
   * @param pattern such as `archive/(?<topic>[^/]+)/(?<partition>\d+)/(?<offset>\d+)\.json`
   * @param options what a record is
   * @throws if the expression cannot be taken, or lacks a group that another one needs
   */
  public static pattern(pattern: string, options: PatternSourceFormatOptions = {}): SourceFormat {
    checkProperties<PatternSourceFormatOptions>('SourceFormat.pattern', options, { lines: { shape: BOOLEAN } });
    const setting = { pattern, lines: options.lines ?? false };
    const name = `the pattern '${shortened(String(pattern))}' of a source format`;
    return new SourceFormat(Token.isUnresolved(pattern) ? setting : readValue(name, SOURCE_FORMAT, setting));
  }

  private constructor(private readonly setting: SourceFormatSetting) {}

  /**
   * The format as the function is told it.
   *
   * @internal
   */
  public _render(): SourceFormatSetting {
    return this.setting;
  }
}
