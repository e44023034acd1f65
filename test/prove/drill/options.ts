import { parseArgs } from 'node:util';

export interface DrillOptions {
  readonly records: number;
  /** The number of brokers on each side. */
  readonly brokers: number;
  /** The number of partitions of all topics together. */
  readonly partitions: number;
  readonly groups: number;
  /** The number of functions and brokers that are killed while the records are restored. */
  readonly kills: number;
  readonly seed: number;
}

const FULL = { records: '100000', brokers: '3', partitions: '12', groups: '5', kills: '20' };
const QUICK = { records: '6000', brokers: '1', partitions: '6', groups: '3', kills: '3' };

export const USAGE = `usage: npm run drill -- [--quick] [--records ${FULL.records}] [--brokers ${FULL.brokers}] [--partitions ${FULL.partitions}] [--groups ${FULL.groups}] [--kills ${FULL.kills}] [--seed 20260413]
  Loses a cluster and brings it back: a source cluster with consumers in the middle of their topics, the ingest, the cluster
  destroyed, a new one, restore with kills on the way, verification, and the groups go on.
  --quick   small numbers, one broker a side
`;

/** @returns nothing if only the usage is asked for */
export function readOptions(args: readonly string[]): DrillOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      quick: { type: 'boolean', default: false },
      records: { type: 'string' },
      brokers: { type: 'string' },
      partitions: { type: 'string' },
      groups: { type: 'string' },
      kills: { type: 'string' },
      seed: { type: 'string', default: '20260413' },
    },
  });
  if (values.help) return undefined;
  const usual = values.quick ? QUICK : FULL;
  return {
    records: count('records', values.records ?? usual.records, 1),
    brokers: count('brokers', values.brokers ?? usual.brokers, 1),
    partitions: count('partitions', values.partitions ?? usual.partitions, 2),
    groups: count('groups', values.groups ?? usual.groups, 1),
    kills: count('kills', values.kills ?? usual.kills, 0),
    seed: count('seed', values.seed, 0),
  };
}

function count(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) {
    throw new Error(`--${name} is '${text}', which is no whole number from ${least} on`);
  }
  return value;
}
