import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { offsetMapKey } from '../../../src/contract/run-keys';
import { isObject } from '../../environment';
import { PermanentError } from '../../permanent-error';
import { collect, type ObjectStore, uri } from '../runs/object-store';
import { type MapPart, parseMapPart } from './map-state';

/** The run and the source partition that a part of a map is of, and what it is bound to. */
export interface MapOwner {
  readonly run: string;
  /** `<topic>+<partition>`. */
  readonly partition: string;
  /** Tells the run's plan from others of the same name. */
  readonly plan: string | undefined;
  /** The fingerprint of the request. */
  readonly request: string;
}

const VERSION = 1;

export async function writeMapPart(store: ObjectStore, owner: MapOwner, number: number, part: MapPart): Promise<void> {
  const { plan, request } = owner;
  const json = JSON.stringify({ version: VERSION, plan, request, ...part });
  const key = offsetMapKey(owner.run, owner.partition, number);
  await store.write(key, await promisify(gzip)(json), 'application/gzip');
}

/** @throws Error if the part is missing, or is not what its owner has written */
export async function readMapPart(store: ObjectStore, owner: MapOwner, number: number): Promise<MapPart> {
  const key = offsetMapKey(owner.run, owner.partition, number);
  const bytes = await store.read(key);
  if (bytes === undefined) {
    throw new PermanentError(
      'InvalidRequest',
      `there is no object ${uri(store, key)}, which the offset map of '${owner.run}' goes on in; was it deleted?`,
    );
  }
  const value = parsed(await promisify(gunzip)(await collect(bytes)).catch(() => undefined));
  const part = isObject(value) && value.version === VERSION ? parseMapPart(value) : undefined;
  if (!isObject(value) || part === undefined) {
    throw new Error(`${uri(store, key)} is no part of an offset map`);
  }
  if (value.plan !== owner.plan || value.request !== owner.request) {
    throw new PermanentError(
      'InvalidRequest',
      `${uri(store, key)} is of another plan or request than the run '${owner.run}': an execution of the same name has written over it`,
    );
  }
  return part;
}

function parsed(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(String(bytes));
  } catch {
    return undefined;
  }
}
