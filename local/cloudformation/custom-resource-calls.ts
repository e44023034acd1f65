import type { Stack } from 'aws-cdk-lib/core';
import {
  AwsCustomResource,
  AwsCustomResourcePolicy,
  type AwsCustomResourceProps,
  type AwsSdkCall,
  PhysicalResourceId,
} from 'aws-cdk-lib/custom-resources';
import type { ServedFileSystem } from '../s3files/s3files-server';

export const root = { prefix: '', trigger: 'ON_DIRECTORY_FIRST_ACCESS', sizeLessThan: 131_072 } as const;
export const rules = { importDataRules: [root], expirationDataRules: [{ daysAfterLastAccess: 7 }] };

export function get(fileSystem: ServedFileSystem, more: Partial<AwsSdkCall> = {}): AwsSdkCall {
  return {
    service: 's3files',
    action: 'getSynchronizationConfiguration',
    parameters: { fileSystemId: fileSystem.id },
    physicalResourceId: PhysicalResourceId.of('get'),
    outputPaths: ['latestVersionNumber'],
    ...more,
  };
}

export function put(fileSystem: ServedFileSystem, parameters: object): AwsSdkCall {
  return {
    service: 's3files',
    action: 'putSynchronizationConfiguration',
    parameters: { fileSystemId: fileSystem.id, ...parameters },
    physicalResourceId: PhysicalResourceId.of('put'),
  };
}

export function customResource(
  stack: Stack,
  id: string,
  calls: Omit<AwsCustomResourceProps, 'policy'>,
): AwsCustomResource {
  const policy = AwsCustomResourcePolicy.fromSdkCalls({ resources: AwsCustomResourcePolicy.ANY_RESOURCE });
  return new AwsCustomResource(stack, id, { ...calls, policy, installLatestAwsSdk: true });
}
