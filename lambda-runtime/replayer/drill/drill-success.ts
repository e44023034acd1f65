import { drillSuccessKey } from '../../../src/contract/drill-keys';
import { isObject } from '../../environment';
import { type ObjectStore, readJson, uri, writeJson } from '../runs/object-store';

/** The form of the files. A form that is no longer read as this one has another number. */
export const FORMAT = 1;

/** The last success of a drill. */
export interface DrillSuccess {
  readonly run: string;
  readonly ended_at: string;
}

export async function writeSuccess(store: ObjectStore, drill: string, success: DrillSuccess): Promise<void> {
  await writeJson(store, drillSuccessKey(drill), { format: FORMAT, drill, ...success });
}

/** @returns undefined if the drill has never succeeded, or so long ago that the object has expired */
export async function readSuccess(store: ObjectStore, drill: string): Promise<DrillSuccess | undefined> {
  return readTimed<DrillSuccess>(store, drillSuccessKey(drill), 'ended_at');
}

/**
 * Reads an object that has a time.
 *
 * @throws Error if it has none: an age that began again would hide that a drill is overdue
 */
export async function readTimed<T extends object>(
  store: ObjectStore,
  key: string,
  time: keyof T & string,
): Promise<T | undefined> {
  const content = await readJson(store, key);
  if (content === undefined) {
    return undefined;
  }
  if (!isObject(content) || content.format !== FORMAT || Number.isNaN(Date.parse(String(content[time])))) {
    throw new Error(
      `${uri(store, key)} has no time '${time}' in the format ${FORMAT}: it was changed, or written by a newer version of this library; ` +
        'delete it, and the age of the drill counts from the next look',
    );
  }
  return content as unknown as T;
}
