import { createHash } from 'node:crypto';
import type { ClusterAdmin, ReadBackRecord } from '../../kafka/cluster-admin';
import type { RecordPlace } from '../../kafka/publisher';
import { MOST_BATCH_RECORDS } from '../publishing/batch-limits';
import type { Doubt, MapState } from './map-state';
import { addPlace, addRepeated, type OffsetRange, type RepeatedRange } from './ranges';

type ReadBack = Pick<ClusterAdmin, 'read'>;

interface Known {
  readonly source: number;
  readonly offset: number;
}

/** The parts of a map by which a doubt is cleared up. */
export type KnownPlaces = Pick<MapState, 'ranges' | 'repeated' | 'ends'>;

/**
 * Finds the target partitions in doubt. The stretch in doubt ends at the last record that is known: records that an
 * invocation had on their way when it was killed may stand after the first record of the next one.
 *
 * @returns the target partitions that have offsets, after those known before, of which nothing is known
 */
export function partitionsInDoubt({ from }: Doubt, { ranges, repeated, ends }: KnownPlaces): number[] {
  return Object.keys(from)
    .map(Number)
    .filter((partition) => {
      const [first, end] = [from[partition] ?? 0, ends[partition] ?? 0];
      const within = (target: number, count: number) =>
        Math.max(0, Math.min(target + count, end) - Math.max(target, first));
      const known = [
        ...ranges.map(([, count, target, offset]) => (target === partition ? within(offset, count) : 0)),
        ...repeated.map(([target, offset, count]) => (target === partition ? within(offset, count) : 0)),
      ];
      return known.reduce((sum, count) => sum + count, 0) < end - first;
    });
}

/** Tells whether so many records were acknowledged since a doubt that they include all that were on their way then. */
export function isCovered({ since }: Doubt, ranges: readonly OffsetRange[]): boolean {
  let count = 0;
  for (let index = ranges.length - 1; index >= 0; index--) {
    const [source, length] = ranges[index] as OffsetRange;
    count += Math.max(0, source + length - Math.max(source, since));
    if (count >= MOST_BATCH_RECORDS || source < since) {
      break;
    }
  }
  return count >= MOST_BATCH_RECORDS;
}

/**
 * Reads back the stretches in doubt, and looks there for copies of the records that were acknowledged afterwards, by
 * their contents: all records that were on their way are sent again, in the same order. A record maps to its first
 * copy; all others are listed as repeated.
 */
export async function clearUp(
  admin: ReadBack,
  topic: string,
  doubt: Doubt,
  known: KnownPlaces,
): Promise<{ readonly ranges: OffsetRange[]; readonly repeated: RepeatedRange[] }> {
  const { ranges, repeated, ends } = known;
  const places = new Map(ranges.flatMap((range) => recordsOf(range, doubt.since)));
  const copies = new Map(repeated.flatMap(copiesOf).map((copy) => [nameOf(copy), copy]));
  for (const partition of partitionsInDoubt(doubt, known)) {
    const sent = [...places]
      .filter(([, place]) => place.partition === partition)
      .map(([source, { offset }]) => ({ source, offset }));
    const stretch = { partition, from: doubt.from[partition] ?? 0, to: ends[partition] ?? 0, timed: doubt.timed };
    for await (const { source, offset } of copiesIn(admin, topic, stretch, sent)) {
      const [copy, first] = [{ source, partition, offset }, places.get(source)];
      if (first !== undefined && offset < first.offset) {
        places.set(source, copy);
        copies.set(nameOf(first), { ...first, source });
      } else if (offset !== first?.offset) {
        copies.set(nameOf(copy), copy);
      }
    }
  }
  const before = ranges.flatMap((range) => cutBefore(range, doubt.since));
  return { ranges: [...before, ...rangesOf(places)], repeated: repeatedOf([...copies.values()]) };
}

function nameOf({ partition, offset }: RecordPlace): string {
  return `${partition}+${offset}`;
}

interface Copy extends RecordPlace {
  readonly source: number;
}

/** The offsets of a target partition that are in doubt. */
interface Stretch {
  readonly partition: number;
  readonly from: number;
  /** The offset after the last one. */
  readonly to: number;
  readonly timed: boolean;
}

/**
 * Goes through the stretches in doubt, without the places that are known. The copies that a request left begin with the
 * first of the known records.
 */
async function* copiesIn(
  admin: ReadBack,
  topic: string,
  { partition, from, to, timed }: Stretch,
  sent: readonly Known[],
): AsyncGenerator<Known, void, undefined> {
  const expected = await contentsOf(admin, topic, partition, timed, sent.slice(0, MOST_BATCH_RECORDS));
  const places = new Set(sent.map(({ offset }) => offset));
  let next = 0;
  for await (const records of admin.read(topic, partition, from, to)) {
    for (const record of expected.length > 0 ? records.filter(({ offset }) => !places.has(offset)) : []) {
      const content = contentOf(record, timed);
      const index = [next, 0].find((candidate) => expected[candidate]?.content === content);
      // What others have written in between does not end a copy.
      if (index !== undefined) {
        yield { source: (expected[index] as Expected).source, offset: record.offset };
        next = index + 1;
      }
    }
  }
}

interface Expected {
  readonly source: number;
  readonly content: string;
}

async function contentsOf(
  admin: ReadBack,
  topic: string,
  partition: number,
  timed: boolean,
  known: readonly Known[],
): Promise<readonly Expected[]> {
  const sources = new Map(known.map(({ source, offset }) => [offset, source] as const));
  const found: Expected[] = [];
  const [first, last] = [Math.min(...sources.keys()), Math.max(...sources.keys())];
  if (known.length > 0) {
    for await (const records of admin.read(topic, partition, first, last + 1)) {
      for (const record of records) {
        const source = sources.get(record.offset);
        if (source !== undefined) {
          found.push({ source, content: contentOf(record, timed) });
        }
      }
    }
  }
  return found.sort((a, b) => a.source - b.source);
}

/** A digest of a record. The time counts where it is the record's own, and not that of sending or of arrival. */
function contentOf({ key, value, headers, timestamp, timestampType }: ReadBackRecord, timed: boolean): string {
  const hash = createHash('sha256');
  const add = (bytes: Buffer | null) => {
    hash.update(`${bytes?.length ?? -1} `);
    hash.update(bytes ?? '');
  };
  add(key);
  add(value);
  for (const { name, value: bytes } of headers) {
    add(Buffer.from(name));
    add(bytes);
  }
  return hash.update(timed && timestampType === 'CREATE_TIME' ? `${timestamp}` : '').digest('base64');
}

function recordsOf([source, count, partition, target]: OffsetRange, since: number) {
  const skipped = Math.min(count, Math.max(0, since - source));
  return Array.from({ length: count - skipped }, (_, nth) => {
    const place: RecordPlace = { partition, offset: target + skipped + nth };
    return [source + skipped + nth, place] as const;
  });
}

function copiesOf([partition, target, count, source]: RepeatedRange): Copy[] {
  return Array.from({ length: count }, (_, nth) => ({ source: source + nth, partition, offset: target + nth }));
}

function cutBefore([source, count, partition, target]: OffsetRange, since: number): OffsetRange[] {
  const left = Math.min(count, since - source);
  return left > 0 ? [[source, left, partition, target]] : [];
}

function rangesOf(places: ReadonlyMap<number, RecordPlace>): OffsetRange[] {
  const ranges: OffsetRange[] = [];
  for (const [source, place] of places) {
    addPlace(ranges, source, place);
  }
  return ranges;
}

function repeatedOf(copies: readonly Copy[]): RepeatedRange[] {
  const repeated: RepeatedRange[] = [];
  for (const copy of [...copies].sort((a, b) => a.partition - b.partition || a.offset - b.offset)) {
    addRepeated(repeated, copy.source, copy);
  }
  return repeated;
}
