import { Match, Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import { RecoveryStack } from '../../../examples/typescript/disaster-recovery/lib/recovery-stack';
import { SourceStack } from '../../../examples/typescript/disaster-recovery/lib/source-stack';

function stacks() {
  const app = new App();
  const account = '111111111111';
  const recovery = new RecoveryStack(app, 'KafkaRecovery', {
    env: { account, region: 'eu-west-1' },
    bootstrapServers: ['recovery.example.com:9096'],
  });
  const source = new SourceStack(app, 'KafkaSource', {
    env: { account, region: 'eu-central-1' },
    bootstrapServers: ['source.example.com:9096'],
    copies: recovery.buckets,
  });
  return { source: Template.fromStack(source), recovery: Template.fromStack(recovery) };
}

test('files and snapshots are copied into the buckets that the other Region restores from', () => {
  const { source, recovery } = stacks();
  const names = Object.values(recovery.findResources('AWS::S3::Bucket')).map(({ Properties }) => Properties.BucketName);
  const copied = Object.values(source.findResources('AWS::S3::Bucket')).flatMap(({ Properties }) =>
    Properties.ReplicationConfiguration.Rules.map(
      ({ Destination }: { Destination: { Bucket: { 'Fn::Join': [string, string[]] } } }) =>
        Destination.Bucket['Fn::Join'][1].at(-1)?.replace(/^.*:/, ''),
    ),
  );
  expect(names).toHaveLength(2);
  expect(copied.sort()).toEqual([...names].sort());
});

test('each bucket is copied by a role of its own, which AWS CloudFormation names', () => {
  const { source } = stacks();
  const roles = Object.values(source.findResources('AWS::S3::Bucket')).map(
    ({ Properties }) => Properties.ReplicationConfiguration.Role['Fn::GetAtt'][0],
  );
  expect(new Set(roles).size).toBe(2);
  for (const role of roles) {
    expect(source.findResources('AWS::IAM::Role')[role].Properties.RoleName).toBeUndefined();
    source.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['s3:GetReplicationConfiguration']) })]),
      },
      Roles: [{ Ref: role }],
    });
  }
});

test('no account is asked for what it has', () => {
  const app = new App();
  const env = { account: '111111111111', region: 'eu-west-1' };
  new RecoveryStack(app, 'KafkaRecovery', { env, bootstrapServers: ['recovery.example.com:9096'] });
  expect(app.synth().manifest.missing).toBeUndefined();
});

test('both sides keep versions, which replication needs, and stay when their stack goes', () => {
  for (const template of Object.values(stacks())) {
    template.allResourcesProperties('AWS::S3::Bucket', { VersioningConfiguration: { Status: 'Enabled' } });
    template.allResources('AWS::S3::Bucket', { DeletionPolicy: 'Retain' });
  }
});

test('the recovery reads the directory that the ingest wrote to, and publishes each topic under its own name', () => {
  const { source, recovery } = stacks();
  for (const template of [source, recovery]) {
    template.hasResourceProperties('AWS::S3Files::AccessPoint', {
      RootDirectory: Match.objectLike({ Path: '/events' }),
    });
  }
  recovery.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: Match.objectLike({ TARGET_TOPIC: '{topic}', ROOT_KEY: 'events/' }) },
  });
});

test('a snapshot is taken each hour where the cluster is', () => {
  stacks().source.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(1 hour)' });
});
