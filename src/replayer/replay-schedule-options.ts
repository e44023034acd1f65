import type { Duration } from 'aws-cdk-lib/core';
import type { ReplayRecordChoice } from './replay-record-choice';
import type { ReplayerScheduleOptions } from './replayer-schedule-options';
import type { SourceFormat } from './source-format';
import type { SuppressionList } from './suppression-list';
import type { TopicCreation } from './topic-creation';

/**
 * The treatment of a file that cannot be read, or whose records cannot.
 */
export enum OnUnreadable {
  /**
   * The replay of its partition stops at the file, and the run fails when all other partitions are done.
   */
  FAIL = 'fail',

  /**
   * The file is counted and named in the answer, and the replay goes on without its records.
   */
  SKIP = 'skip',
}

/**
 * The treatment of a record that the target topic never takes, such as one that is too large for it.
 */
export enum OnUndeliverable {
  /**
   * The replay of its partition stops in front of the record, and the run fails when all other partitions are done.
   */
  FAIL = 'fail',

  /**
   * The record is counted and named in the answer, and the replay goes on behind it.
   */
  SKIP = 'skip',
}

/**
 * A header that records must have to be replayed.
 */
export interface ReplayHeader {
  /**
   * The name of the header.
   */
  readonly name: string;

  /**
   * The value that one of the record's headers of this name must have.
   */
  readonly value: string;
}

/**
 * Options of a replay that runs by the clock.
 */
export interface ReplayScheduleOptions extends ReplayerScheduleOptions {
  /**
   * The directory whose files are replayed, relative to the mount, such as `small/`.
   *
   * @default - all files
   */
  readonly sourcePrefix?: string;

  /**
   * The files that are replayed.
   *
   * @default - the replayer's
   */
  readonly sourceFormat?: SourceFormat;

  /**
   * The time of the first records that are replayed, from 1970 to 9999.
   *
   * Files of raw values do not tell the time of their records: they go by the day, hour or minute that their directory is
   * named after, in UTC. Those in directories without a time are left out.
   *
   * @default - from the beginning
   */
  readonly startTime?: Date;

  /**
   * The time before which records are replayed, from 1970 to 9999. Records of this very time are left out.
   *
   * @default - to the end
   */
  readonly endTime?: Date;

  /**
   * The length of a window of time that ends at the scheduled time, in whole seconds.
   *
   * A schedule that runs at midnight replays the day before with `Duration.days(1)`. Not together with `startTime` or
   * `endTime`.
   *
   * @default - all times
   */
  readonly lookback?: Duration;

  /**
   * The time by which the window of `lookback` ends before the scheduled time, in whole seconds.
   *
   * The window goes by the records' own times, and a run reads the files that are there when it begins: a record that is written
   * later is in no run. Give as long as it may take from the time of a record until it is in a file: the lag of the ingest, its
   * batching window (30 seconds by default), with `ordered: false` the export to the bucket (about a minute), and whatever producers
   * send late. A schedule at half past midnight with a `lookback` of a day and a `delay` of 30 minutes replays the day before, and
   * takes in what was written until the run.
   *
   * @default - none: the window ends at the scheduled time
   */
  readonly delay?: Duration;

  /**
   * Leaves out directories that are named after days, `2026/04/13` or `year=2026/month=04/day=13`, outside the window of time.
   *
   * Give `true` if files are laid out by their records' time, as they are by default; otherwise each run reads all files.
   * For the sake of time zones one more day on either side is read, and `unknown-time` is always read. Do not give it if
   * directories are named after something else that looks like a day: records would be left out. Needs a window of time.
   *
   * @default false
   */
  readonly timeDirectories?: boolean;

  /**
   * The source partitions to replay, such as `[0, 3]`: at least one, from 0.
   *
   * @default - all
   */
  readonly partitions?: number[];

  /**
   * The key that records must have, exactly this text. Files of raw values hold no keys.
   *
   * @default - records of all keys, and those without one
   */
  readonly key?: string;

  /**
   * The header that records must have. Files of raw values hold no headers.
   *
   * @default - records with and without headers
   */
  readonly header?: ReplayHeader;

  /**
   * The records to replay, by keys and headers: those whose key is one of `keys` or begins with one of `keyPrefixes`, and which
   * have one of `headers`, as far as these are given. Files of raw values hold neither.
   *
   * @default - records of all keys and headers, and those without any
   */
  readonly only?: ReplayRecordChoice;

  /**
   * The records to leave out, by keys and headers: those whose key is one of `keys` or begins with one of `keyPrefixes`, or which
   * have one of `headers`. Files of raw values hold neither, so that nothing of them is left out.
   *
   * @default - none
   */
  readonly exclude?: ReplayRecordChoice;

  /**
   * The keys whose records do not go out as they are. The replayer's role is granted to read the list.
   *
   * Each run is bound to the list that it began with, and refuses one that has changed. Records without a key, such as those of
   * raw files, match nothing.
   *
   * @default - none
   */
  readonly suppress?: SuppressionList;

  /**
   * The names of headers to take away from records on their way.
   *
   * @default - none
   */
  readonly stripHeaders?: string[];

  /**
   * New names of headers, by the names that they come with. Each header stays in its place, and all get their names at once.
   * Where a record has a header of the new name already, both go out, and the run counts and warns of such records.
   *
   * @default - none
   */
  readonly renameHeaders?: { [name: string]: string };

  /**
   * The topic to publish to. In a template such as `restored.{topic}`, `{topic}` stands for the topic that a record came from,
   * so that each source topic goes to one of its own.
   *
   * @default - the replayer's
   */
  readonly targetTopic?: string;

  /**
   * Topics to publish to, by the topic that records came from. Records of other topics go to `targetTopic`.
   *
   * @default - none
   */
  readonly topicMapping?: { [sourceTopic: string]: string };

  /**
   * The way in which target topics are made that are not there.
   *
   * With AWS IAM on Amazon MSK the function may then make the topics of this schedule.
   *
   * @default - the topics must be there
   */
  readonly createTopic?: TopicCreation;

  /**
   * True if records may be published to a topic of the name that they came from, as in a restore into another cluster. In
   * the cluster that is ingested each replay would double the files, so it is refused otherwise.
   *
   * @default false
   */
  readonly allowSameTopic?: boolean;

  /**
   * True if a run is a success that finds no record to replay, as in an hour without any. Otherwise it fails with
   * `NothingReplayed`, since a run without effect is more often a wrong filter or directory.
   *
   * @default false
   */
  readonly allowEmpty?: boolean;

  /**
   * True if records may be published that are older than the retention of their target topic. The topic acknowledges
   * them and deletes them soon after, so that they are refused otherwise.
   *
   * @default false
   */
  readonly allowExpired?: boolean;

  /**
   * Publishes each record to the partition that it came from. Otherwise its key chooses the partition.
   *
   * @default true
   */
  readonly preservePartition?: boolean;

  /**
   * Publishes each record with the time that it had.
   *
   * @default true
   */
  readonly preserveTimestamp?: boolean;

  /**
   * The most records a second, all partitions together: above 0.
   *
   * @default - no limit
   */
  readonly rateLimitPerSecond?: number;

  /**
   * The most bytes a second, all partitions together: above 0.
   *
   * @default - no limit
   */
  readonly rateLimitBytesPerSecond?: number;

  /**
   * The speed of the replay against the original: 1 keeps the gaps between records as they were, 2 halves them. Above 0,
   * and not together with `ordered: false`.
   *
   * @default - as fast as it goes
   */
  readonly speed?: number;

  /**
   * The treatment of a file that cannot be read.
   *
   * @default OnUnreadable.FAIL
   */
  readonly onUnreadable?: OnUnreadable;

  /**
   * The treatment of a record that the target topic never takes: one that is too large for it, whose time it does not
   * take, or that has no key where the topic is compacted.
   *
   * @default OnUndeliverable.FAIL
   */
  readonly onUndeliverable?: OnUndeliverable;

  /**
   * Publishes each partition in the order of its offsets.
   *
   * With `false` the files are taken as the bucket lists them, in batches. Files that are not exported to the bucket yet
   * are not among them. The bucket must be known: give `bucket` if the access point is imported.
   *
   * @default true
   */
  readonly ordered?: boolean;

  /**
   * Reads the files and publishes nothing.
   *
   * @default false
   */
  readonly dryRun?: boolean;

  /**
   * Reads back what was published, once all of it is there, and compares it with the files: record by record, with a proof in
   * the workflow's bucket. A run whose target differs fails with `VerificationFailed`.
   *
   * The user, or the role, of the function then also has to read the target topics. Not together with `dryRun` or with
   * `ordered: false`.
   *
   * @default false
   */
  readonly verify?: boolean;
}
