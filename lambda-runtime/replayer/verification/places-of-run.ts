import { createHash } from 'node:crypto';
import type { MapPart } from '../offset-map/map-state';
import type { OffsetRange, RepeatedRange } from '../offset-map/ranges';
import { type OffsetMap, readOffsetMap } from '../offset-map/read-offset-map';
import type { ObjectStore } from '../runs/object-store';
import type { Place, RecordPlaces } from './record-places';

/** @returns the places that a run has kept of the records of a source partition; undefined for a run that has kept none */
export async function placesOfRun(
  store: ObjectStore,
  run: string,
  partition: string,
): Promise<RecordPlaces | undefined> {
  const map = await readOffsetMap(store, run, partition);
  return map && MappedPlaces.of(map);
}

/** The places of an offset map, which is read a second time as far as they are asked for. */
class MappedPlaces implements RecordPlaces {
  private readonly ranges: AsyncGenerator<OffsetRange, void, undefined>;
  private current: OffsetRange | undefined;

  private constructor(
    map: OffsetMap,
    public readonly sha256: string,
    public readonly exact: boolean,
    private readonly repeated: ReadonlyMap<number, readonly RepeatedRange[]>,
  ) {
    this.ranges = rangesOf(map);
  }

  /** Second copies are few: all of them are held, while the ranges may be as many as the records. */
  public static async of(map: OffsetMap): Promise<MappedPlaces> {
    const digest = createHash('sha256');
    const repeated = new Map<number, RepeatedRange[]>();
    for await (const part of map.parts()) {
      digest.update(`${JSON.stringify(inOneOrder(part))}\n`);
      for (const range of part.repeated) {
        repeated.set(range[0], [...(repeated.get(range[0]) ?? []), range]);
      }
    }
    return new MappedPlaces(map, digest.digest('hex'), map.exact, repeated);
  }

  public async placeOf(offset: number): Promise<Place | undefined> {
    for (;;) {
      if (this.current === undefined) {
        const { value, done } = await this.ranges.next();
        if (done === true || value === undefined) {
          return undefined;
        }
        this.current = value;
      }
      const [source, count, partition, target] = this.current;
      if (offset < source) {
        return undefined;
      }
      if (offset < source + count) {
        return { partition, offset: target + offset - source };
      }
      this.current = undefined;
    }
  }

  public isRepeated({ partition, offset }: Place): boolean {
    const ranges = this.repeated.get(partition) ?? [];
    return ranges.some(([, target, count]) => offset >= target && offset < target + count);
  }

  public repeatedIn(partition: number): { readonly count: number; readonly last: number } {
    const ranges = this.repeated.get(partition) ?? [];
    return {
      count: ranges.reduce((sum, [, , count]) => sum + count, 0),
      last: Math.max(-1, ...ranges.map(([, target, count]) => target + count - 1)),
    };
  }
}

async function* rangesOf(map: OffsetMap): AsyncGenerator<OffsetRange, void, undefined> {
  for await (const { ranges } of map.parts()) {
    yield* ranges;
  }
}

function inOneOrder({ ranges, repeated, unknown }: MapPart): object {
  return { ranges, repeated, unknown };
}
