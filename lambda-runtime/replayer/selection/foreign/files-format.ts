import { splitSuffix } from '../../../records/compression';
import type { ForeignFormat } from './foreign-format';
import { linesOfJson, wholeFile } from './lines';
import { directoriesTime } from './path-time';

const NAME = /\.(?:json|txt|bin|ndjson|jsonl)(?:\.gz|\.zst)?$/i;
const LINES = /\.(?:ndjson|jsonl)$/i;

/** Files of any name: a `.json`, a `.txt` or a `.bin` is a record, and each line of an `.ndjson` or a `.jsonl`. */
export const filesFormat: ForeignFormat = {
  parse: (directory, name) => {
    if (!NAME.test(name)) {
      return undefined;
    }
    const time = directoriesTime(directory);
    return { extension: splitSuffix(name.toLowerCase())[1], ...(time && { time }) };
  },
  records: (name, bytes) => (LINES.test(splitSuffix(name.toLowerCase())[0]) ? linesOfJson(bytes) : wholeFile(bytes)),
};
