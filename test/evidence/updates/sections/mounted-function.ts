import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import { DirectS3Read, type MountedFunctionProps } from '../../../../src';
import type { Changes } from '../section';

const LAYER = 'arn:aws:lambda:eu-central-1:123456789012:layer:extension:1';

/** The changes of the properties that an ingest and a replayer have in common. */
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
    after: (world) => ({ logGroup: world.logGroup() }),
    note: 'What the former group held is deleted with it',
  },
  loggingFormat: { after: () => ({ loggingFormat: lambda.LoggingFormat.JSON }) },
  applicationLogLevel: {
    before: () => ({ loggingFormat: lambda.LoggingFormat.JSON }),
    after: () => ({
      loggingFormat: lambda.LoggingFormat.JSON,
      applicationLogLevel: lambda.ApplicationLogLevel.DEBUG,
    }),
  },
  systemLogLevel: {
    before: () => ({ loggingFormat: lambda.LoggingFormat.JSON }),
    after: () => ({ loggingFormat: lambda.LoggingFormat.JSON, systemLogLevel: lambda.SystemLogLevel.WARN }),
  },
  logRetention: { after: () => ({ logRetention: logs.RetentionDays.ONE_WEEK }) },
  role: {
    after: ({ stack }) => ({
      role: new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
    }),
  },
  functionName: {
    how: 'given, or another one',
    after: () => ({ functionName: 'events' }),
    note: 'Its metrics begin anew, since they have the name as a dimension; what knows the function by its name must learn the new one',
  },
  description: { after: () => ({ description: 'Events' }) },
  layers: {
    after: ({ stack }) => ({ layers: [lambda.LayerVersion.fromLayerVersionArn(stack, 'Layer', LAYER)] }),
  },
  environmentEncryption: { after: (world) => ({ environmentEncryption: world.key() }) },
  environment: { after: () => ({ environment: { STAGE: 'test' } }) },
  reservedConcurrentExecutions: { after: () => ({ reservedConcurrentExecutions: 50 }) },
  tracing: { after: () => ({ tracing: lambda.Tracing.ACTIVE }) },
  metricsNamespace: {
    after: () => ({ metricsNamespace: 'Orders' }),
    note: 'Figures of before stay under the former namespace',
  },
};
