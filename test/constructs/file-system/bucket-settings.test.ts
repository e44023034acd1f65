import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib/core';
import { S3FilesFileSystem, type S3FilesFileSystemProps } from '../../../src';
import { newStack, warnings } from '../support/stacks';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function warningsOf(bucketProps: s3.BucketProps, props: Partial<S3FilesFileSystemProps> = {}): string[] {
  const bucket = new s3.Bucket(stack, 'Own', { versioned: true, ...bucketProps });
  new S3FilesFileSystem(stack, 'Files', { bucket, ...props });
  return warnings(stack);
}

function moving(storageClass: s3.StorageClass, rule: s3.LifecycleRule = {}): s3.BucketProps {
  return { lifecycleRules: [{ transitions: [{ storageClass, transitionAfter: Duration.days(90) }], ...rule }] };
}

const toGlacier = [{ storageClass: s3.StorageClass.GLACIER, transitionAfter: Duration.days(1) }];

describe('a bucket that archives files', () => {
  test.each<[string, s3.BucketProps, string]>([
    [
      'by a lifecycle rule with a name',
      moving(s3.StorageClass.DEEP_ARCHIVE, { id: 'old' }),
      "lifecycle rule 'old' of bucket 'Stack/Own' moves objects to DEEP_ARCHIVE, where Amazon S3 Files cannot read",
    ],
    [
      'by a lifecycle rule without a name',
      moving(s3.StorageClass.GLACIER),
      "lifecycle rule 0 of bucket 'Stack/Own' moves objects to GLACIER,",
    ],
    [
      'by tiers of Intelligent-Tiering',
      {
        intelligentTieringConfigurations: [
          { name: 'archive', archiveAccessTierTime: Duration.days(90), deepArchiveAccessTierTime: Duration.days(180) },
        ],
      },
      "Intelligent-Tiering configuration 'archive' of bucket 'Stack/Own' moves objects to ARCHIVE_ACCESS and DEEP_ARCHIVE_ACCESS",
    ],
  ])('%s gets a warning that names the rule', (_, props, text) => {
    expect(warningsOf(props)).toEqual([expect.stringContaining(text)]);
  });

  test('gets one also for a rule that is added later', () => {
    const bucket = new s3.Bucket(stack, 'Own', { versioned: true });
    new S3FilesFileSystem(stack, 'Files', { bucket });
    bucket.addLifecycleRule({ transitions: toGlacier });
    expect(warnings(stack)).toEqual([expect.stringContaining('lifecycle rule 0')]);
  });

  test('gets one as an L1, and one for each of its rules', () => {
    const rule = (id: string) => ({
      id,
      status: 'Enabled',
      transition: { storageClass: 'GLACIER', transitionInDays: 1 },
    });
    const bucket = new s3.CfnBucket(stack, 'Own', {
      versioningConfiguration: { status: 'Enabled' },
      lifecycleConfiguration: { rules: [rule('a'), rule('b')] },
    });
    new S3FilesFileSystem(stack, 'Files', { bucket });
    expect(warnings(stack)).toEqual([
      expect.stringContaining("lifecycle rule 'a' of bucket 'Stack/Own' moves objects to GLACIER"),
      expect.stringContaining("lifecycle rule 'b'"),
    ]);
  });

  test('gets one also if this library made it', () => {
    const { bucket } = new S3FilesFileSystem(stack, 'Files');
    (bucket as s3.Bucket).addLifecycleRule({ id: 'old', transitions: toGlacier });
    expect(warnings(stack)).toEqual([expect.stringContaining("lifecycle rule 'old' of bucket 'Stack/Files/Bucket'")]);
  });

  test.each<[string, s3.BucketProps]>([
    ['moves files to a class that is read at once', moving(s3.StorageClass.GLACIER_INSTANT_RETRIEVAL)],
    ['does not follow the rule now', moving(s3.StorageClass.GLACIER, { enabled: false })],
    [
      'archives earlier versions',
      {
        lifecycleRules: [
          {
            noncurrentVersionTransitions: [
              { storageClass: s3.StorageClass.GLACIER, transitionAfter: Duration.days(30) },
            ],
          },
        ],
      },
    ],
  ])('gets none where it %s', (_, props) => {
    expect(warningsOf(props)).toEqual([]);
  });
});

describe('a bucket that is emptied with its stack', () => {
  const emptied = { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true };

  test('gets a warning if its file system is kept', () => {
    expect(warningsOf(emptied)).toEqual([
      expect.stringContaining(
        "bucket 'Stack/Own' is emptied when its stack is deleted ('autoDeleteObjects'), and file",
      ),
    ]);
  });

  test.each<[string, s3.BucketProps, Partial<S3FilesFileSystemProps>]>([
    ['its file system goes too', emptied, { removalPolicy: RemovalPolicy.DESTROY }],
    ['it is not emptied, so that it cannot be deleted', { removalPolicy: RemovalPolicy.DESTROY }, {}],
    ['both are kept', {}, {}],
  ])('gets none if %s', (_, bucket, props) => {
    expect(warningsOf(bucket, props)).toEqual([]);
  });
});
