import { createHash } from 'node:crypto';
import type { ClusterAdmin, ReadBackRecord } from '../../kafka/cluster-admin';
import type { RecordPlace } from '../../kafka/publisher';
import { MOST_BATCH_RECORDS } from '../publishing/batch-limits';
import type { Doubt, MapPart } from './map-state';
import { addPlace, addRepeated, type OffsetRange, type RepeatedRange } from './ranges';

type ReadBack = Pick<ClusterAdmin, 'read'>;

interface Known {
  readonly source: number;
  readonly offset: number;
}

/** @returns the target partitions that have anything between what was known before and what was sent afterwards */
export function partitionsInDoubt({ from, to }: Doubt): number[] {
  return Object.keys(from)
    .filter((partition) => (to[partition] ?? 0) > (from[partition] ?? 0))
    .map(Number);
}

/** Tells whether so many records were acknowledged since a doubt that all that were on their way then are among them. */
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
 * Reads back what lies in doubt, and looks among it for copies of the records that were acknowledged afterwards, by their
 * contents: whatever was on its way is sent again, in the same order. A record maps to its first copy; all others are listed as
 * repeated.
 */
export async function clearUp(
  admin: ReadBack,
  topic: string,
  doubt: Doubt,
  { ranges, repeated }: Pick<MapPart, 'ranges' | 'repeated'>,
): Promise<{ readonly ranges: OffsetRange[]; readonly repeated: RepeatedRange[] }> {
  const places = new Map(ranges.flatMap((range) => recordsOf(range, doubt.since)));
  const copies = new Map(repeated.flatMap(copiesOf).map((copy) => [nameOf(copy), copy]));
  for (const partition of partitionsInDoubt(doubt)) {
    const known = [...places]
      .filter(([, place]) => place.partition === partition)
      .slice(0, MOST_BATCH_RECORDS)
      .map(([source, { offset }]) => ({ source, offset }));
    for await (const { source, offset } of copiesIn(admin, topic, partition, doubt, known)) {
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

/** Goes through what lies in doubt: the copies that a request left begin with the first of the known records. */
async function* copiesIn(
  admin: ReadBack,
  topic: string,
  partition: number,
  { from, to, timed }: Doubt,
  known: readonly Known[],
): AsyncGenerator<Known, void, undefined> {
  const expected = await contentsOf(admin, topic, partition, timed, known);
  let next = 0;
  for await (const records of admin.read(topic, partition, from[partition] ?? 0, to[partition] ?? 0)) {
    for (const record of expected.length > 0 ? records : []) {
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
