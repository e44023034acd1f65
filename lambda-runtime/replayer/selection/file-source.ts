import { join } from 'node:path';
import { errorCode } from '../../errors';
import { type Visitor, walk } from '../../files/walk';
import { PermanentError } from '../../permanent-error';
import type { ReplayRequest } from '../request/request';

/** Tells a visitor the files that a replay is about, in no particular order. */
export type FileSource = (visitor: Visitor) => Promise<void>;

/** Lists what stands below the request's prefix. */
export function listing(
  root: string,
  { sourcePrefix }: ReplayRequest,
  maxListings: number,
  enters: Visitor['enters'],
): FileSource {
  return async (visitor) => {
    try {
      await walk(root, sourcePrefix, maxListings, { ...visitor, ...(enters && { enters }) });
    } catch (cause) {
      if (errorCode(cause) === 'ENOENT' || errorCode(cause) === 'ENOTDIR') {
        throw new PermanentError(
          'InvalidRequest',
          `source_prefix '${sourcePrefix}' is not a directory on the mount (looked at ${join(root, sourcePrefix)})`,
          { cause },
        );
      }
      throw cause;
    }
  };
}
