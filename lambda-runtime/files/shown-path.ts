import { UNKNOWN_TIME } from '../../src/contract/layouts';
import { isSetAside } from '../../src/contract/unwritable-records';
import { cut, errorMessage } from '../errors';
import { fileName, parseFileName } from './names';

const HIDDEN = '*';

/**
 * The directory of a topic and a partition. In directories that are made of a key or a header a plus sign is encoded.
 */
const TOPIC_AND_PARTITION = /^[^+]+\+\d+$/;
const SHARD = /^\d{1,3}$/;
/** A day, with an hour and a minute or without: behind the size class, or in front of topic and partition, or spelled out. */
const TIMES = [
  /^()(\d{4}\/\d{2}\/\d{2}(?:\/\d{2}){0,2})(?=\/|$)/,
  /^(|.*?\/)(\d{4}\/\d{2}\/\d{2}(?:\/\d{2}){0,2})(?=\/[^+/]+\+\d+(?:\/|$))/,
  /^(|.*?\/)(year=\d{4}\/month=\d{2}\/day=\d{2}(?:\/hour=\d{2}(?:\/minute=\d{2})?)?)(?=\/|$)/,
];

/**
 * A path as messages and lines of the log show it. A layout may make directories, and the beginnings of names, of records' keys
 * and headers, which belong in neither: they are hidden. A file is found by the rest, which says topic, partition and offset.
 *
 * Shown are the directory of the size class, a time, topic and partition, the shard behind them, and what is no name of ours.
 *
 * @param path relative to the mount; of a directory with a slash at its end
 */
export function shownPath(path: string): string {
  if (isSetAside(path)) {
    return cut(path);
  }
  const [sizeClass = '', ...directories] = path.split('/').slice(0, -1);
  const [timeFrom, timeTo] = timeIn(directories);
  const shown = directories.map((name, index) => {
    const isShown =
      (index >= timeFrom && index < timeTo) ||
      name === UNKNOWN_TIME ||
      TOPIC_AND_PARTITION.test(name) ||
      (SHARD.test(name) && TOPIC_AND_PARTITION.test(directories[index - 1] ?? ''));
    return isShown ? name : HIDDEN;
  });
  const name = shownName(path.slice(path.lastIndexOf('/') + 1));
  return cut(path.includes('/') ? [sizeClass, ...shown, name].join('/') : name);
}

/** @returns the first directory of a time, and the one behind the last */
function timeIn(directories: readonly string[]): [from: number, to: number] {
  for (const pattern of TIMES) {
    const [, before = '', time] = pattern.exec(directories.join('/')) ?? [];
    if (time !== undefined) {
      const from = before.split('/').length - 1;
      return [from, from + time.split('/').length];
    }
  }
  return [0, 0];
}

function shownName(name: string): string {
  const named = parseFileName(name);
  return named?.type === 'record' && named.prefix !== ''
    ? `${HIDDEN}+${fileName(named.coordinates, named.extension)}`
    : name;
}

/** The message about a file or directory that cannot be read. */
export function unreadableMessage(path: string, error: unknown, from?: number): string {
  return `${shownPath(path)}${from === undefined ? '' : ` from offset ${from} on`} cannot be read: ${errorMessage(error)}`;
}
