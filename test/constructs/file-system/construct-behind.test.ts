import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3files from 'aws-cdk-lib/aws-s3files';
import { Size, type Stack } from 'aws-cdk-lib/core';
import { ImportDataRuleTrigger, S3FilesAccessPoint, S3FilesFileSystem, S3FilesSynchronization } from '../../../src';
import { newStack } from '../support/stacks';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

const KEY_ARN = 'arn:aws:kms:eu-central-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef';

function l1Bucket(kmsMasterKeyId?: string): s3.CfnBucket {
  const serverSideEncryptionByDefault = { sseAlgorithm: 'aws:kms', kmsMasterKeyId };
  return new s3.CfnBucket(stack, 'L1', {
    versioningConfiguration: { status: 'Enabled' },
    ...(kmsMasterKeyId && {
      bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault }] },
    }),
  });
}

const BY_ALIAS = 'arn:aws:kms:eu-central-1:111122223333:key/*';

/** The keys that the service role may use. */
function grantedKeys(): unknown[] {
  const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  const policies: { PolicyDocument: { Statement: { Action: string | string[]; Resource: unknown }[] } }[] =
    roles.flatMap(({ Properties }) => Properties.Policies ?? []);
  const found = policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  return found.filter(({ Action }) => Action.includes('kms:GenerateDataKey')).map(({ Resource }) => Resource);
}

describe('the key of a bucket that is an L1', () => {
  test.each<[string, () => string, unknown]>([
    [
      'an L2 by its ARN',
      () => new kms.Key(stack, 'Key').keyArn,
      { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
    ],
    [
      'an L2 by its id',
      () => new kms.Key(stack, 'Key').keyId,
      { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
    ],
    ['an L1 without a policy', () => new kms.CfnKey(stack, 'Key').ref, { 'Fn::GetAtt': ['Key', 'Arn'] }],
    ['an ARN', () => KEY_ARN, KEY_ARN],
    [
      'an L1 alias',
      () =>
        new kms.CfnAlias(stack, 'Alias', { aliasName: 'alias/mine', targetKeyId: new kms.CfnKey(stack, 'Key').ref })
          .ref,
      { 'Fn::GetAtt': ['Key', 'Arn'] },
    ],
    ['the ARN of an alias', () => 'arn:aws:kms:eu-central-1:111122223333:alias/mine', BY_ALIAS],
    [
      'an imported alias',
      () => kms.Alias.fromAliasName(stack, 'Alias', 'alias/mine').keyArn,
      { 'Fn::Join': ['', expect.arrayContaining([':key/*'])] },
    ],
  ])('is granted to the service role: %s', (_, key, granted) => {
    new S3FilesFileSystem(stack, 'Files', { bucket: l1Bucket(key()) });
    expect(grantedKeys()).toEqual([granted]);
  });

  test.each<[string, () => string]>([
    ['the name of an L2 alias', () => new kms.Key(stack, 'Key').addAlias('alias/mine').aliasName],
    [
      'an L1 alias of a key from elsewhere',
      () => new kms.CfnAlias(stack, 'Alias', { aliasName: 'alias/mine', targetKeyId: KEY_ARN }).ref,
    ],
  ])('is refused if the deployment would give no ARN: %s', (_, key) => {
    expect(() => new S3FilesFileSystem(stack, 'Files', { bucket: l1Bucket(key()) })).toThrow(
      /^bucket 'Stack\/L1' names its key by '.+', and the service role is granted a key by its ARN.* \(at Stack\/Files\)$/,
    );
  });

  test.each(['alias/mine', '01234567-89ab-cdef-0123-456789abcdef'])('is refused without an ARN: %s', (key) => {
    expect(() => new S3FilesFileSystem(stack, 'Files', { bucket: l1Bucket(key) })).toThrow(
      `bucket 'Stack/L1' names its key by '${key}', and the service role is granted a key by its ARN: give the bucket 'kmsMasterKeyId' as an ARN (at Stack/Files)`,
    );
  });
});

describe('an object that tells the node of a bucket of this app', () => {
  const referring = ({ bucketRef, node, env }: s3.Bucket): s3.IBucketRef => ({ bucketRef, node, env }) as s3.IBucketRef;

  test('stands for the bucket itself, with its key and what the file system waits for', () => {
    const bucket = new s3.Bucket(stack, 'Bucket', { versioned: true, encryption: s3.BucketEncryption.KMS });
    const { bucket: known } = new S3FilesFileSystem(stack, 'Files', { bucket: referring(bucket) });
    expect(known).toBe(bucket);
    expect(grantedKeys()).toHaveLength(1);
  });

  test('is refused if that bucket is not versioned', () => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    expect(() => new S3FilesFileSystem(stack, 'Files', { bucket: referring(bucket) })).toThrow('is not versioned');
  });
});

test('the L1 of a bucket is the bucket that it belongs to', () => {
  const bucket = new s3.Bucket(stack, 'Bucket', { versioned: true, encryption: s3.BucketEncryption.KMS });
  const resource = bucket.node.defaultChild as s3.CfnBucket;
  expect(new S3FilesFileSystem(stack, 'Files', { bucket: resource }).bucket).toBe(bucket);
});

test('a warning says of a bucket that tells its name alone what nobody checks', () => {
  const elsewhere = s3.Bucket.fromBucketName(newStack(), 'Elsewhere', 'files');
  const { bucketRef, env } = elsewhere;
  const node = new s3.CfnBucket(stack, 'Other').node;
  const foreign = { bucketRef, env: { ...env, account: stack.account, region: stack.region }, node };
  stack.node.tryRemoveChild('Other');
  new S3FilesFileSystem(stack, 'Files', { bucket: foreign as unknown as s3.IBucketRef });
  Annotations.fromStack(stack).hasWarning('/Stack/Files', Match.stringLikeRegexp('tells no more than its name'));
});

describe('the L1 of a file system of this library', () => {
  const rule = { prefix: 'a/', sizeLessThan: Size.kibibytes(1), trigger: ImportDataRuleTrigger.ON_FILE_ACCESS };

  test('has its synchronization rules where the file system has them', () => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files', {
      synchronizationConfiguration: { importDataRules: [rule] },
    });
    const resource = fileSystem.node.defaultChild as s3files.CfnFileSystem;
    expect(() => new S3FilesSynchronization(stack, 'Again', { fileSystem: resource, importDataRules: [rule] })).toThrow(
      "has its synchronization rules in 'Stack/Files/Synchronization' already",
    );
  });

  test('is the file system whose access points are let in', () => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files');
    const resource = fileSystem.node.defaultChild as s3files.CfnFileSystem;
    expect(new S3FilesAccessPoint(stack, 'Events', { fileSystem: resource }).fileSystem).toBe(fileSystem);
  });
});

test('a file system that has rules of its own as an L1 is not given others', () => {
  const synchronizationConfiguration = {
    importDataRules: [{ prefix: '', sizeLessThan: 1, trigger: 'ON_FILE_ACCESS' }],
    expirationDataRules: [{ daysAfterLastAccess: 1 }],
  };
  const fileSystem = new s3files.CfnFileSystem(stack, 'L1', {
    ...{ bucket: 'arn:aws:s3:::files', roleArn: 'arn:aws:iam::111122223333:role/service' },
    synchronizationConfiguration,
  });
  expect(() => new S3FilesSynchronization(stack, 'Rules', { fileSystem })).toThrow(
    "file system 'Stack/L1' has a 'synchronizationConfiguration' of its own",
  );
});

describe('an access point that is given by reference', () => {
  test('is let in by a file system that confines its clients', () => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files');
    fileSystem.confineToAccessPoints();
    const resource = new s3files.CfnAccessPoint(stack, 'L1', { fileSystemId: fileSystem.fileSystemId });
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    S3FilesAccessPoint.fromAccessPointRef(stack, 'Events', resource).grantMount(role);
    const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::S3Files::FileSystemPolicy'));
    expect(JSON.stringify(policy)).toContain(JSON.stringify({ 'Fn::GetAtt': ['L1', 'AccessPointArn'] }));
  });

  test('has the root directory of the construct, and the prefix of its file system', () => {
    const own = new S3FilesFileSystem(stack, 'Files').addAccessPoint('Events', { path: '/e' });
    expect(S3FilesAccessPoint.fromAccessPointRef(stack, 'Own', own).rootDirectory).toBe('/e');
    const fileSystem = new s3files.CfnFileSystem(stack, 'L1', {
      ...{ bucket: 'arn:aws:s3:::files', roleArn: 'arn:aws:iam::111122223333:role/service', prefix: 'landing/' },
    });
    const resource = new s3files.CfnAccessPoint(stack, 'AccessPoint', { fileSystemId: fileSystem.attrFileSystemId });
    const { prefix } = S3FilesAccessPoint.fromAccessPointRef(stack, 'Other', resource).fileSystem as S3FilesFileSystem;
    expect(prefix).toBe('landing/');
  });
});
