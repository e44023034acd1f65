import { coordinatesIn } from './coordinates';
import type { ForeignName, ForeignSuffix } from './foreign-format';
import { directoriesTime } from './path-time';

/**
 * Reads a file's name whose parts are topic, partition and first offset.
 *
 * @param pattern takes the name apart, by its first three groups
 * @param directory where directories are named after the time that their files are of
 * @returns undefined for another name
 */
export function nameOfThree(
  pattern: RegExp,
  name: string,
  extension: ForeignSuffix,
  directory?: string,
): ForeignName | undefined {
  const [, topic, partition, offset] = pattern.exec(name) ?? [];
  const coordinates = topic === undefined ? undefined : coordinatesIn({ topic, partition, offset });
  if (coordinates === undefined) {
    return undefined;
  }
  const time = directory === undefined ? undefined : directoriesTime(directory);
  return { ...coordinates, extension, ...(time && { time }) };
}
