import { runInNewContext } from 'node:vm';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, Size, type Stack } from 'aws-cdk-lib/core';
import { sampleValue } from '../../../command-line/cost/sample-value';
import {
  Compression,
  FileLayout,
  KafkaAuthentication,
  KafkaCluster,
  KafkaToS3FilesIngest,
  type KafkaToS3FilesIngestProps,
  PollerMode,
  S3FilesReplayer,
} from '../../../src';
import { type Batches, type Bill, coldReplay, monthly, type ReplayBill } from '../../../src/contract/bill';
import { newCluster, newStack, newVpcWithPublicSubnets } from '../../constructs/support/stacks';
import { batchesOf, type Load } from './batches';
import { type Deployed, deployed, isImported, type KeyedFile } from './deployed';

export interface Case {
  readonly title: string;
  /** The options as one writes them in an app. The code is run as it stands. */
  readonly options: string;
  /** The same, as one types it behind `npx cdk-s3files cost`; the load is put in front. */
  readonly typed?: string;
  readonly load: Load;
  readonly topics?: number;
  /** True where the brokers are inside the VPC. */
  readonly brokersInVpc?: boolean;
}

export interface Worked extends Case {
  readonly deployed: Deployed;
  readonly batches: Batches<KeyedFile>;
  readonly bill: Bill;
  readonly replay: ReplayBill;
  /** The value of a record. */
  readonly sample: string;
}

const SMALL: Load = { recordsPerDay: 1_000_000, valueBytes: 4096, partitions: 3 };
/** Large records, with as many bytes a day as the small ones. */
const LARGE: Load = { recordsPerDay: 3906, valueBytes: 1024 * 1024, partitions: 3 };

const ZSTD = 'compression: Compression.ZSTD';
const ON_DEMAND = 'pollerMode: PollerMode.ON_DEMAND';
const PER_RECORD = 'layout: FileLayout.perRecord()';
const MONTH = 'fileSystemOptions: { synchronizationConfiguration: { dataExpiration: Duration.days(30) } }';

export const DEFAULTS: Case = { title: 'the shortest app, as it is', options: '', load: SMALL };
export const ZSTANDARD: Case = { title: 'with Zstandard', options: ZSTD, typed: '--compression zstd', load: SMALL };
export const FILE_A_RECORD: Case = {
  title: 'a file a record',
  options: PER_RECORD,
  typed: '--layout per-record',
  load: SMALL,
};

const LARGE_RECORDS: Case = { title: 'records of 1 MiB, as many bytes a day', options: '', load: LARGE };
const GROUPED: Case = {
  ...{ title: '10 topics inside a VPC: one poller group', options: '', load: SMALL },
  ...{ topics: 10, brokersInVpc: true, typed: '--topics 10 --shared-pollers' },
};

export const CASES: readonly Case[] = [
  DEFAULTS,
  ZSTANDARD,
  { title: 'with pollers on demand', options: ON_DEMAND, typed: '--pollers 0', load: SMALL },
  { title: 'with both', options: `${ZSTD}, ${ON_DEMAND}`, typed: '--compression zstd --pollers 0', load: SMALL },
  { title: 'data stays in fast storage for 30 days', options: MONTH, typed: '--days-in-fast-storage 30', load: SMALL },
  FILE_A_RECORD,
  {
    title: 'a file a record, data stays for 30 days',
    options: `${PER_RECORD}, ${MONTH}`,
    typed: '--layout per-record --days-in-fast-storage 30',
    load: SMALL,
  },
  LARGE_RECORDS,
  GROUPED,
  { title: '10 topics outside of a VPC: no group', options: '', load: SMALL, topics: 10, typed: '--topics 10' },
];

/** The cases of which the page shows a replay, since these replays differ. */
export const REPLAYED: readonly Case[] = [DEFAULTS, ZSTANDARD, FILE_A_RECORD, LARGE_RECORDS, GROUPED];

const LIBRARY = { Compression, Duration, FileLayout, PollerMode, Size };

/** Synthesizes the case, lets the handler write a batch of it, and calculates what that costs. */
export async function worked(given: Case): Promise<Worked> {
  const template = synthesized(given);
  const [mapping] = template.mappings;
  if (mapping === undefined) {
    throw new Error(`'${given.title}' has no mapping`);
  }
  const batches = await batchesOf(template, mapping, given.load);
  const bytesPerSecond = (given.load.recordsPerDay * given.load.valueBytes) / 86_400;
  return {
    ...given,
    ...{ deployed: template, batches, bill: monthly(template, batches, bytesPerSecond) },
    replay: coldReplay(template, batches, (file) => isImported(template, file)),
    sample: sampleValue(given.load.valueBytes),
  };
}

export function synthesized({ options, topics = 1, brokersInVpc = false }: Case): Deployed {
  const stack = newStack();
  const vpc = newVpcWithPublicSubnets(stack);
  const cluster = brokersInVpc ? clusterIn(vpc, stack) : newCluster(stack);
  const names = Array.from({ length: topics }, (_, index) => `events${index}`);
  const chosen: Partial<KafkaToS3FilesIngestProps> = runInNewContext(`({${options}})`, LIBRARY);
  const topic = topics === 1 ? { topic: 'events' } : { topics: names };
  const { accessPoint } = new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster, ...topic, ...chosen });
  new S3FilesReplayer(stack, 'Replayer', { vpc, cluster, topic: 'events-replay', accessPoint });
  return deployed(stack);
}

function clusterIn(vpc: ec2.IVpc, stack: Stack): KafkaCluster {
  return KafkaCluster.selfManaged({
    bootstrapServers: ['broker.example.com:9096'],
    authentication: KafkaAuthentication.saslScram512(new secretsmanager.Secret(stack, 'Password')),
    vpc,
    securityGroups: [new ec2.SecurityGroup(stack, 'Brokers', { vpc })],
  });
}
