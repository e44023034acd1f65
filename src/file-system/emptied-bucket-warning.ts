import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Annotations, CfnDeletionPolicy, type CfnResource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** The id of the construct by which CDK empties a bucket (`autoDeleteObjects`). One that is not emptied cannot be deleted. */
const EMPTIES = 'AutoDeleteObjectsCustomResource';

/**
 * Warns at synthesis if the bucket that was given is emptied with its stack, and the file system is kept: the files that it
 * is kept for would be gone.
 */
export function warnOfEmptiedBucket(scope: Construct, bucket: s3.IBucket, fileSystem: CfnResource): void {
  scope.node.addValidation({
    validate: () => {
      if (bucket.node.tryFindChild(EMPTIES) && isKept(fileSystem)) {
        Annotations.of(scope).addWarningV2(
          'cdk-s3files:bucketEmptiedUnderFileSystem',
          `bucket '${bucket.node.path}' is emptied when its stack is deleted ('autoDeleteObjects'), and file system '${scope.node.path}' is kept, without its files: leave 'autoDeleteObjects' out, or give the file system 'removalPolicy: RemovalPolicy.DESTROY'`,
        );
      }
      return [];
    },
  });
}

function isKept({ cfnOptions: { deletionPolicy } }: CfnResource): boolean {
  return deletionPolicy === CfnDeletionPolicy.RETAIN || deletionPolicy === CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;
}
