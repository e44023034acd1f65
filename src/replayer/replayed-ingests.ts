import type { Construct } from 'constructs';
import { rootKey } from '../file-system/root-key';
import { type IngestOfApp, ingestsInto, keysOf } from '../ingest/ingests-of-app';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import { readableText } from '../readable-references';

/**
 * The ingests of the app that write files below a prefix, or all around it. They are complete at synthesis only.
 *
 * @param scope the replayer
 * @param sourcePrefix relative to the root of the access point; everything if absent
 */
export function ingestsReplayed(scope: Construct, accessPoint: IS3FilesAccessPoint, sourcePrefix = ''): IngestOfApp[] {
  const replayed = `${readableText(scope, rootKey(accessPoint))}${readableText(scope, sourcePrefix)}`;
  return ingestsInto(accessPoint).filter((ingest) => keysOf(ingest).some((key) => lieInOneAnother(key, replayed)));
}

function lieInOneAnother(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}
