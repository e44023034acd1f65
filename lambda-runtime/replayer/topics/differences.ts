import type { DescribedTopic } from '../../kafka/cluster-admin';
import type { WantedTopic } from './wanted-topics';

/** Tells, setting by setting, how a topic that is there differs from what it is to be. */
export function differencesOf(wanted: WantedTopic, found: DescribedTopic): string[] {
  const names = [...new Set([...Object.keys(wanted.config), ...(wanted.isWhole ? Object.keys(found.config) : [])])];
  return [
    ...numbers('partitions', wanted.partitions, found.partitions),
    ...numbers('replication factor', wanted.replicationFactor, found.replicationFactor),
    ...names.sort().flatMap((name) => settings(name, wanted.config[name], found.config[name])),
  ];
}

function numbers(what: string, wanted: number | undefined, found: number): string[] {
  return wanted === undefined || wanted === found ? [] : [`${what} ${found} in place of ${wanted}`];
}

function settings(name: string, wanted: string | undefined, found: string | undefined): string[] {
  if (isEqual(wanted, found)) {
    return [];
  }
  return found === undefined
    ? [`${name} not set in place of '${wanted}'`]
    : [`${name} '${found}' in place of ${wanted === undefined ? 'not set' : `'${wanted}'`}`];
}

/** Compares two settings. The items of a list, such as `compact,delete`, have no order. */
function isEqual(one: string | undefined, other: string | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && sorted(one) === sorted(other));
}

function sorted(list: string): string {
  return list
    .split(',')
    .map((item) => item.trim())
    .sort()
    .join(',');
}
