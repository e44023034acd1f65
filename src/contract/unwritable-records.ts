/** The fates of a record that can never be written, whatever is tried. */
export const UNWRITABLE_RECORDS = ['SET_ASIDE', 'RETRY'] as const;
export type UnwritableRecordsName = (typeof UNWRITABLE_RECORDS)[number];

/** The directory of the mount that such records are set aside in. */
export const UNWRITABLE_DIRECTORY = 'unwritable/';

/**
 * The end of the names of their files. It tells them from all other files, whatever directory they are found in: only a
 * replay that asks for them takes them.
 */
export const UNWRITABLE_EXTENSION = '.unwritable.json';

/**
 * True for the directory of records that were set aside, and for everything in it. A replay of everything does not read
 * it.
 *
 * @param path relative to the mount; of a directory with a slash at its end
 */
export function isSetAside(path: string): boolean {
  return path.startsWith(UNWRITABLE_DIRECTORY);
}
