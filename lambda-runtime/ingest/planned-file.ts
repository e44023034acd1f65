import { classOfSize, type SizeClass } from '../files/size-class';
import type { KafkaRecord } from '../records/record';
import type { IngestConfiguration } from './ingest-configuration';
import { failure, type Item } from './item';

/** A file to write, and the records that are written with it. */
export interface PlannedFile {
  /** Relative to the mount. */
  readonly path: string;
  readonly sizeClass: SizeClass;
  readonly bytes: Buffer;
  readonly items: readonly Item[];
}

/**
 * The files of a batch, one by one: a file is decoded and encoded when it is asked for, so that no more of a batch is
 * held twice than is being written. A record that cannot become part of a file has its outcome instead.
 */
export type Plan = Generator<PlannedFile, void, undefined>;

/** A record that is to be written, and the class that it goes to. */
export interface Classified {
  readonly record: KafkaRecord;
  readonly sizeClass: SizeClass;
}

/** @returns undefined where the item has its outcome by that */
export function classify(item: Item, configuration: IngestConfiguration): Classified | undefined {
  return attempt([item], undefined, () => {
    const record = item.read();
    if (record.value === null && configuration.tombstones === 'SKIP') {
      item.outcome = 'settled';
      return undefined;
    }
    return { record, sizeClass: classOf(record.value?.length ?? 0, configuration) };
  });
}

/** Where something cannot be made of items, that is the outcome of all of them. */
export function attempt<Made>(items: readonly Item[], sizeClass: SizeClass | undefined, make: () => Made) {
  try {
    return make();
  } catch (error) {
    for (const item of items) {
      item.outcome = failure(error, sizeClass);
    }
    return undefined;
  }
}

function classOf(size: number, { sizeClasses }: IngestConfiguration): SizeClass {
  const sizeClass = classOfSize(sizeClasses, size);
  if (sizeClass === undefined) {
    throw new Error(`the value has ${size} bytes, and every size class is bounded below that; add one without bound`);
  }
  return sizeClass;
}
