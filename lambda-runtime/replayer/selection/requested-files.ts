import type { ReplayerConfiguration } from '../replayer-configuration';
import type { ReplayRequest } from '../request/request';
import { fingerprint } from '../runs/cursor';
import type { ObjectStore } from '../runs/object-store';
import { bucketKeys } from './bucket-keys';
import { type FileSource, listing } from './file-source';
import { manifest } from './manifest';
import { directoriesInTime } from './time-directories';

export interface RequestedFiles {
  readonly tell: FileSource;
  /** Says what takes the time, and how to make it less; for the error. */
  readonly what: string;
}

/** Finds the source of a request's files: a manifest, keys of the bucket, or a listing of its prefix. */
export function requestedFiles(
  request: ReplayRequest,
  { root, rootKey, limits: { maxFiles }, sizeClasses }: ReplayerConfiguration,
  store: () => ObjectStore,
): RequestedFiles {
  const { files, sourcePrefix } = request;
  const enters = directoriesInTime(sizeClasses, request);
  if (files === undefined) {
    return {
      tell: listing(root, request, maxFiles, enters),
      what: `listing '${sourcePrefix}'; give a narrower source_prefix`,
    };
  }
  return 'manifest' in files
    ? { tell: manifest(store(), files.manifest, fingerprint(request)), what: `reading '${files.manifest}'` }
    : {
        tell: bucketKeys(files.keys, request, { root, rootKey, maxFiles }, enters),
        what: `looking at ${files.keys.length} files; give fewer keys at a time`,
      };
}
