import type { ClusterAdmin } from '../../kafka/cluster-admin';
import type { RecordPlace } from '../../kafka/publisher';
import type { ObjectStore } from '../runs/object-store';
import { clearUp, isCovered, partitionsInDoubt } from './clear-up';
import { type MapOwner, writeMapPart } from './map-parts';
import type { Doubt, MapState } from './map-state';
import { addPlace, addUnknown, type OffsetRange, type RepeatedRange, type UnknownRange } from './ranges';

/** A record that was acknowledged. */
export interface AcknowledgedRecord {
  /** The offset at its source. */
  readonly offset: number;
  /** The place that it got; undefined if the brokers did not tell it. */
  readonly place: RecordPlace | undefined;
  /** True if it went out with a time of its own, and not with that of sending. */
  readonly timed: boolean;
}

/** Lends the client that a topic is read back with. */
export type Reading = <T>(use: (admin: Pick<ClusterAdmin, 'read'>) => Promise<T>) => Promise<T>;

/** The state of a map of which nothing is known yet. */
export function emptyMap(topic: string, ends: Readonly<Record<string, number>> = {}): MapState {
  return { topic, parts: 0, ranges: [], repeated: [], unknown: [], ends, doubts: [], unread: [], settled: true };
}

// What is kept at each checkpoint stays below about 50 KB, and a part compressed below about 10 KB.
const MOST_RANGES = 2_000;

// Far more than a bucket that takes what is written ever leaves here.
const MOST_HELD = 100_000;

/** Keeps the offset map of one source partition while it is replayed. */
export class RecordedMap {
  private parts: number;
  private ranges: OffsetRange[];
  private repeated: RepeatedRange[];
  private unknown: UnknownRange[];
  private doubts: Doubt[];
  private unread: MapState['unread'];
  private readonly ends: Record<string, number>;

  public constructor(
    private readonly store: ObjectStore,
    private readonly owner: MapOwner,
    private readonly before: MapState,
    private readonly mostRanges = MOST_RANGES,
  ) {
    this.parts = before.parts;
    this.ranges = [...before.ranges];
    this.repeated = [...before.repeated];
    this.unknown = [...before.unknown];
    this.doubts = [...before.doubts];
    this.unread = before.unread;
    this.ends = { ...before.ends };
  }

  /** Adds records in the order of their source offsets. */
  public add(records: Iterable<AcknowledgedRecord>): void {
    for (const { offset, place, timed } of records) {
      if (this.ranges.length >= MOST_HELD) {
        // The bucket has taken nothing for long. What is not known is not wrong.
        addUnknown(this.unknown, this.ranges[0]?.[0] ?? 0, offset);
        this.ranges = [];
      }
      if (place === undefined) {
        addUnknown(this.unknown, offset, offset + 1);
      } else {
        addPlace(this.ranges, offset, place);
        this.ends[place.partition] = place.offset + 1;
        if (this.doubts.length > 0) {
          this.doubts = this.doubts.map((doubt) => seen(doubt, place, timed));
        }
      }
    }
  }

  /** Notes that records from this source offset on may be in the topic already, behind those that are known. */
  public doubt(since: number): void {
    const last = this.doubts.at(-1);
    // As long as nothing was sent afterwards, an earlier doubt is about the same.
    if (last === undefined || Object.keys(last.to).length > 0) {
      this.doubts.push({ since, from: { ...this.ends }, to: {}, timed: true });
    }
  }

  /**
   * Reads back the stretches in doubt, once all records that may be there are known.
   *
   * @param reading lets the target be read, within the time that there is
   * @param isLast true if no more records come
   * @param unread told of a doubt that stays, as the topic cannot be read: the map then has later copies in the place
   * of first ones
   */
  public async clearUp(reading: Reading, isLast: boolean, unread: (error: unknown) => void): Promise<void> {
    for (
      let [doubt] = this.doubts;
      doubt !== undefined && (isLast || isCovered(doubt, this.ranges));
      [doubt] = this.doubts
    ) {
      const known = { ranges: this.ranges, repeated: this.repeated, ends: this.ends };
      const partitions = partitionsInDoubt(doubt, known);
      if (partitions.length > 0) {
        try {
          const { ranges, repeated } = await reading((admin) => clearUp(admin, this.before.topic, doubt, known));
          this.ranges = ranges;
          this.repeated = repeated;
        } catch (error) {
          const { from, since } = doubt;
          const left = partitions.map(
            (partition) => [partition, from[partition] ?? 0, this.ends[partition] ?? 0, since] as const,
          );
          this.unread = [...this.unread, ...left];
          unread(error);
        }
      }
      this.doubts = this.doubts.slice(1);
    }
  }

  public get inDoubt(): boolean {
    return this.doubts.length > 0;
  }

  /** Notes that records between these source offsets went out, and that their places were lost. */
  public lost(from: number, to: number): void {
    addUnknown(this.unknown, from, to);
  }

  /**
   * Writes a part to the bucket if there is much, and returns the state to keep with the position. The part is written
   * first: if the state is not written after it, the part is written again.
   */
  public async state(settled: boolean): Promise<MapState> {
    const size = this.ranges.length + this.repeated.length + this.unknown.length;
    // What is in doubt may still change.
    if (size > this.mostRanges && this.doubts.length === 0) {
      const { ranges, repeated, unknown } = this;
      await writeMapPart(this.store, this.owner, this.parts, { ranges, repeated, unknown });
      this.parts++;
      this.ranges = [];
      this.repeated = [];
      this.unknown = [];
    }
    const { parts, ranges, repeated, unknown, ends, doubts, unread } = this;
    return { ...this.before, parts, ranges, repeated, unknown, ends, doubts, unread, settled };
  }
}

function seen(doubt: Doubt, { partition, offset }: RecordPlace, timed: boolean): Doubt {
  const to = partition in doubt.to ? doubt.to : { ...doubt.to, [partition]: offset };
  return { ...doubt, to, timed: doubt.timed && timed };
}
