import { lstat } from 'node:fs/promises';
import type { Call, Command } from './command';
import { filtersOf, NAME_FILTERS } from './files/filters';
import { type Place, placeAt } from './files/place';
import { type RecordFile, recordFiles } from './files/record-files';
import { bytes, count } from './terminal/words';
import { UsageError } from './usage-error';

/** Lists files of records, by what their names say; no file is opened. */
export const LS: Command = {
  name: 'ls',
  usage: 'PATH|s3://BUCKET/PREFIX',
  summary:
    'List the files of records below a path on a mount or in a bucket: topic, partition, first and last offset, number of records, bytes, path',
  options: [{ name: 'total', meaning: 'one line for each partition instead of one for each file' }, ...NAME_FILTERS],
  run: list,
};

const SIZES_AT_A_TIME = 32;

async function list({ given, terminal }: Call): Promise<boolean> {
  const place = await placeAt(thePlace(given.places));
  let unlisted = 0;
  const found = await place.files((problem) => {
    unlisted++;
    terminal.tell(problem);
  });
  const { files, others } = recordFiles(found, filtersOf(given));
  const sized = await withSizes(files, place);
  for (const line of given.flags.total ? totals(sized) : sized.map((file) => lineOf(file, place))) {
    await terminal.result(line);
  }
  const sum = sized.reduce((all, file) => ({ records: all.records + file.records, size: all.size + file.size }), {
    records: 0,
    size: 0,
  });
  terminal.tell(
    `${count(sized.length, 'file')}, ${count(sum.records, 'record')}, ${bytes(sum.size)}` +
      (others === 0 ? '' : `; ${count(others, 'file')} of other names`),
  );
  return unlisted === 0;
}

export function thePlace(places: readonly string[]): string {
  const [place, ...more] = places;
  if (place === undefined || more.length > 0) {
    throw new UsageError(`give one path on a mount, or one s3://BUCKET/PREFIX, got ${places.length}`);
  }
  return place;
}

type Sized = RecordFile & { readonly size: number };

/** A listing of a bucket has the sizes, one of a directory does not. */
async function withSizes(files: readonly RecordFile[], place: Place): Promise<Sized[]> {
  const sized: Sized[] = [];
  for (let from = 0; from < files.length; from += SIZES_AT_A_TIME) {
    const some = files.slice(from, from + SIZES_AT_A_TIME);
    sized.push(
      ...(await Promise.all(
        some.map(async (file) => ({ ...file, size: file.size ?? (await lstat(place.shown(file.path))).size })),
      )),
    );
  }
  return sized;
}

function lineOf({ topic, partition, first, last, records, size, path }: Sized, place: Place): string {
  return [topic, partition, first, last, records, size, place.shown(path)].join('\t');
}

function totals(files: readonly Sized[]): string[] {
  const byPartition = new Map<string, { first: number; last: number; files: number; records: number; size: number }>();
  for (const { topic, partition, first, last, records, size } of files) {
    const key = `${topic}\t${partition}`;
    const sum = byPartition.get(key) ?? { first, last, files: 0, records: 0, size: 0 };
    byPartition.set(key, {
      first: Math.min(sum.first, first),
      last: Math.max(sum.last, last),
      files: sum.files + 1,
      records: sum.records + records,
      size: sum.size + size,
    });
  }
  return [...byPartition].map(([key, { first, last, files: all, records, size }]) =>
    [key, first, last, records, size, count(all, 'file')].join('\t'),
  );
}
