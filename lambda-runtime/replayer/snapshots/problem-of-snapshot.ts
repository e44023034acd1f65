import { snapshotPlace } from '../../../src/contract/snapshot-keys';
import { isObject } from '../../environment';
import { isCount } from '../../records/record';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isTime: Check = (value) => typeof value === 'string' && Number.isFinite(Date.parse(value));
const isName: Check = (value) => typeof value === 'string' && value !== '';
const isListOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const isMapOf =
  (check: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value).every(check);
const isShaped =
  (shape: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isObject(value) && Object.entries(shape).every(([key, check]) => check(value[key]));

const isOptional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const RECREATED = { topic: isName, before: isText, now: isText };
const TOPIC = { name: isName, id: isText, partitions: isCount, replication_factor: isCount, config: isMapOf(isText) };
const OFFSET = { topic: isName, partition: isCount, offset: isCount, metadata: isText };

/** A check for the value of each key. It matters, since offsets are committed and topics are made by a snapshot. */
const SHAPE: Readonly<Record<string, Check>> = {
  asked: isShaped({ topics: isListOf(isName), groups: isListOf(isName) }),
  topics: isListOf(isShaped(TOPIC)),
  groups: isListOf(isShaped({ id: isText, state: isText, members: isCount, offsets: isListOf(isShaped(OFFSET)) })),
  recreated: isListOf(isShaped(RECREATED)),
  recreated_earlier: isOptional(isListOf(isShaped({ ...RECREATED, seen_at: isTime }))),
  earlier_ids: isMapOf(isText),
  warnings: isListOf(isText),
};

/**
 * Looks for what a snapshot cannot be as it was written, such as after somebody has changed it.
 *
 * @returns undefined if it is whole
 */
export function problemOfSnapshot(key: string, content: Readonly<Record<string, unknown>>): string | undefined {
  const place = snapshotPlace(key);
  if (place !== undefined && content.cluster_id !== place.clusterId) {
    return `it is of the cluster ${JSON.stringify(content.cluster_id)}, and its key says '${place.clusterId}'`;
  }
  if (place !== undefined && Date.parse(String(content.taken_at)) !== place.takenAt) {
    return `it was taken at ${JSON.stringify(content.taken_at)}, and its key says ${new Date(place.takenAt).toISOString()}`;
  }
  const wrong = Object.entries(SHAPE).find(([name, check]) => !check(content[name]));
  return wrong === undefined ? problemOfOffsets(content.groups) : `its '${wrong[0]}' are not as a snapshot has them`;
}

function problemOfOffsets(groups: unknown): string | undefined {
  for (const { id, offsets } of groups as { id: string; offsets: { topic: string; partition: number }[] }[]) {
    const seen = new Set<string>();
    for (const { topic, partition } of offsets) {
      const name = `${topic}+${partition}`;
      if (seen.has(name)) {
        return `its group '${id}' has ${name} twice`;
      }
      seen.add(name);
    }
  }
  return undefined;
}
