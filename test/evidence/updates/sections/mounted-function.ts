import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import { DirectS3Read, type MountedFunctionProps } from '../../../../src';
import type { Changes } from '../section';

/** What an ingest and a replayer have in common. */
export const FUNCTION_CHANGES: Omit<Changes<MountedFunctionProps>, 'vpc'> = {
  vpcSubnets: { after: ({ vpc }) => ({ vpcSubnets: { subnets: vpc.privateSubnets.slice(0, 1) } }) },
  securityGroups: { after: (world) => ({ securityGroups: [world.securityGroup('Given')] }) },
  mountPath: {
    after: () => ({ mountPath: '/mnt/files' }),
    note: 'The path inside the function only: files are the same',
  },
  directS3Read: { after: () => ({ directS3Read: DirectS3Read.DISABLED }) },
  memorySize: { after: () => ({ memorySize: 3008 }) },
  timeout: { after: () => ({ timeout: Duration.minutes(10) }) },
  architecture: { after: () => ({ architecture: lambda.Architecture.X86_64 }) },
  runtime: { after: () => ({ runtime: lambda.Runtime.NODEJS_22_X }) },
  logGroup: {
    after: ({ stack }) => ({ logGroup: logs.LogGroup.fromLogGroupName(stack, 'Logs', 'given') }),
    note: 'What the former group held is deleted with it',
  },
  logRetention: { after: () => ({ logRetention: logs.RetentionDays.ONE_WEEK }) },
  environment: { after: () => ({ environment: { STAGE: 'test' } }) },
  reservedConcurrentExecutions: { after: () => ({ reservedConcurrentExecutions: 50 }) },
  tracing: { after: () => ({ tracing: lambda.Tracing.ACTIVE }) },
  metricsNamespace: {
    after: () => ({ metricsNamespace: 'Orders' }),
    note: 'Figures of before stay under the former namespace',
  },
};
