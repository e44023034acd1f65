import { AwsApiCall, ExpectedResult, type IApiCall, type IDeployAssert, Match } from '@aws-cdk/integ-tests-alpha';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration } from 'aws-cdk-lib/core';
import type { ImportDataRule, IS3FilesFileSystem } from '../../../src';

/** Invokes the function; its answer has at least the keys of `answer`, and arrays are the same to the last element. */
export function expectAnswer(
  assertions: IDeployAssert,
  fn: lambda.IFunction,
  payload: Record<string, unknown>,
  answer: Record<string, unknown>,
): IApiCall {
  return assertions
    .invokeFunction({ functionName: fn.functionName, payload: JSON.stringify(payload) })
    .expect(ExpectedResult.objectLike({ Payload: Match.serializedJson(Match.objectLike(answer)) }));
}

/** Waits until the objects are in the bucket: the service exports a file about a minute after its last write. */
export function expectObjects(
  assertions: IDeployAssert,
  bucket: s3.IBucket,
  prefix: string,
  objects: { key: string; size: number }[],
): IApiCall {
  const call = assertions.awsApiCall('S3', 'listObjectsV2', { Bucket: bucket.bucketName, Prefix: prefix });
  call
    .expect(
      ExpectedResult.objectLike({
        // In the order of their keys, as S3 lists them. Directories may be objects too.
        Contents: Match.arrayWith(objects.map(({ key, size }) => Match.objectLike({ Key: key, Size: size }))),
      }),
    )
    .waitForAssertions({ totalTimeout: Duration.minutes(10), interval: Duration.seconds(15) });
  // The action that is derived from the call's name does not exist: the permission is called otherwise.
  call.provider.addToRolePolicy(listing(bucket));
  if (call instanceof AwsApiCall) {
    call.waiterProvider?.addToRolePolicy(listing(bucket));
  }
  return call;
}

function listing(bucket: s3.IBucket): Record<string, unknown> {
  return { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: [bucket.bucketArn] };
}

/** Reads the rules back. One call for each rule: in which order the service lists them is not documented. */
export function expectImportRule(
  assertions: IDeployAssert,
  fileSystem: IS3FilesFileSystem,
  { prefix, sizeLessThan, trigger }: Required<ImportDataRule>,
  expirationDays: number,
): IApiCall {
  return assertions
    .awsApiCall('@aws-sdk/client-s3files', 'GetSynchronizationConfiguration', {
      fileSystemId: fileSystem.fileSystemId,
    })
    .expect(
      ExpectedResult.objectLike({
        importDataRules: Match.arrayWith([Match.objectLike({ prefix, sizeLessThan: sizeLessThan.toBytes(), trigger })]),
        expirationDataRules: [{ daysAfterLastAccess: expirationDays }],
      }),
    );
}
