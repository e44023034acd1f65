import { envelopeText } from '../lambda-runtime/records/envelope';
import { judge, offsetsOf } from '../lambda-runtime/replayer/request/filters';
import { wholeOf } from './arguments/numbers';
import type { Call, Command } from './command';
import { FILTERS, filtersOf } from './files/filters';
import { placeAt } from './files/place';
import { recordFiles } from './files/record-files';
import { recordsOf } from './files/records';
import { thePlace } from './ls';
import { count, oneLine } from './terminal/words';

/** Prints records, whatever format and compression their files have. */
export const CAT: Command = {
  name: 'cat',
  usage: 'PATH|s3://BUCKET/PREFIX',
  summary:
    'Print the records of a file, or of all files below a path on a mount or in a bucket, one JSON object a line, by topic, partition and offset of their files',
  options: [{ name: 'limit', value: 'a whole number', meaning: 'the most records that are printed' }, ...FILTERS],
  run: print,
};

async function print({ given, terminal }: Call): Promise<boolean> {
  const filters = filtersOf(given);
  const limit = wholeOf(given, 'limit', { least: 1 }, Number.POSITIVE_INFINITY);
  const place = await placeAt(thePlace(given.places));
  let problems = 0;
  const problem = (text: string) => {
    problems++;
    terminal.tell(text);
  };
  const { files } = recordFiles(await place.files(problem), filters);
  let [printed, unknownTime] = [0, 0];
  for (const file of files) {
    try {
      for await (const record of recordsOf(file, await place.read(file.path))) {
        const wanted = offsetsOf(filters, record.partition);
        const isWanted = wanted !== undefined && record.offset >= wanted.from && record.offset < wanted.to;
        const verdict = isWanted ? judge(filters, record, false) : 'filtered';
        unknownTime += verdict === 'unknownTime' ? 1 : 0;
        if (verdict === 'matched' && printed < limit) {
          printed++;
          await terminal.result(envelopeText(record));
        }
        if (printed >= limit) {
          return problems === 0;
        }
      }
    } catch (error) {
      if (isBrokenPipe(error)) {
        throw error;
      }
      problem(`${place.shown(file.path)} cannot be read: ${oneLine(error)}`);
    }
  }
  if (unknownTime > 0) {
    terminal.tell(`${count(unknownTime, 'record')} without a time, which no window takes`);
  }
  return problems === 0;
}

/** True if the reader has closed the pipe, as `head` does once it has enough. */
export function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
