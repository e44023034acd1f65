import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { KafkaCluster, KafkaRecordsTable, KafkaToS3FilesIngest, S3FilesFileSystem, SuppressionList } from '../../src';
import { Pipeline } from './replayer/replayers';
import { actionsOf, newFunction, statements } from './support/stacks';

let given: Pipeline;
beforeEach(() => {
  given = new Pipeline();
});

function ofKeys(): unknown[] {
  return statements(given.stack)
    .filter((statement) => actionsOf(statement).some((action) => action.startsWith('kms:')))
    .map(({ Resource, Condition }) => [Resource, (Condition as Record<string, unknown>)?.['ForAnyValue:StringEquals']]);
}

/** Grants the use of a key in each place that does. */
const GRANTS: [string, (key: kms.IKey) => void][] = [
  ['the bucket of a file system', (key) => void new S3FilesFileSystem(given.stack, 'F', { bucket: bucketOf(key) })],
  [
    'direct reads',
    (key) => {
      const { vpc } = given;
      const bucket = bucketOf(key);
      const fileSystem = new S3FilesFileSystem(given.stack, 'F', { bucket, vpcConfiguration: { vpc } });
      fileSystem.addAccessPoint('A').attachToFunction(newFunction(given.stack, { vpc }), { directS3Read: undefined });
    },
  ],
  ['a suppression list', (key) => void SuppressionList.fromBucket(bucketOf(key), 'list.txt').grantRead(newRole())],
  ['the bucket of a workflow', (key) => void given.withWorkflow({ bucket: bucketOf(key) }).workflow],
  [
    'readers of a table',
    (key) => {
      const { vpc } = given;
      const bucket = bucketOf(key);
      const fileSystem = new S3FilesFileSystem(given.stack, 'F', { bucket, vpcConfiguration: { vpc } });
      const ingest = newIngest(given.cluster, fileSystem);
      new KafkaRecordsTable(given.stack, 'T', { ingest, databaseName: 'd', tableName: 't' }).grantRead(newRole());
    },
  ],
  [
    'the secret of a cluster',
    (key) => {
      const credentials = new secretsmanager.Secret(given.stack, 'Secret', { encryptionKey: key });
      newIngest(KafkaCluster.confluentCloud({ bootstrapServers: ['pkc-1.aws.confluent.cloud:9092'], credentials }));
    },
  ],
  ['an environment', (key) => void given.replayer({ environmentEncryption: key })],
];

const newRole = () => newFunction(given.stack, {}, 'Reader');

function bucketOf(encryptionKey: kms.IKey): s3.Bucket {
  return new s3.Bucket(given.stack, 'Encrypted', { versioned: true, encryptionKey });
}

function newIngest(cluster: KafkaCluster, fileSystem = given.fileSystem): KafkaToS3FilesIngest {
  const accessPoint = fileSystem.addAccessPoint('Ingested', { path: '/in' });
  return new KafkaToS3FilesIngest(given.stack, 'Ingest', { vpc: given.vpc, cluster, accessPoint, topic: 'events' });
}

describe.each(GRANTS)('a key of %s', (_, grant) => {
  test('that is known by an imported alias is any key that has the alias', () => {
    grant(kms.Alias.fromAliasName(given.stack, 'Alias', 'alias/mine'));
    const keys = JSON.stringify(ofKeys());
    expect(keys).toContain('{"kms:ResourceAliases":"alias/mine"}');
    expect(keys).toContain(':key/*');
    expect(keys).not.toContain(':alias/mine');
  });

  test('that is known by an alias of this app is that very key', () => {
    grant(new kms.Key(given.stack, 'Key').addAlias('alias/mine'));
    const found = ofKeys();
    expect(found.length).toBeGreaterThan(0);
    for (const statement of found) {
      expect(statement).toEqual([{ 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] }, undefined]);
    }
  });
});
