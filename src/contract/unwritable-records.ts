/** The fates of a record that can never be written, whatever is tried. */
export const UNWRITABLE_RECORDS = ['SET_ASIDE', 'RETRY'] as const;
export type UnwritableRecordsName = (typeof UNWRITABLE_RECORDS)[number];

/** The directory of the mount that such records are set aside in. */
export const UNWRITABLE_DIRECTORY = 'unwritable/';

/**
 * True for what is, or lies in, the directory of records that were set aside. Their files have names like those of raw
 * values, so that a reader has to tell them apart by their directory.
 *
 * @param path relative to the mount; of a directory with a slash at its end
 */
export function isSetAside(path: string): boolean {
  return path.startsWith(UNWRITABLE_DIRECTORY);
}
