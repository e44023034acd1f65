import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  DURATION,
  having,
  NUMBER,
  OBJECT,
  objectWith,
  oneOfNumbers,
  type PropertyRules,
  SECURITY_GROUPS,
  STRING,
  wholeNumber,
} from '../property-check';
import type { MountedFunctionProps } from './mounted-function-props';

/** The shapes of the properties that the ingest and the replayer have in common. */
export const MOUNTED_FUNCTION_SHAPES: PropertyRules<MountedFunctionProps> = {
  vpc: { shape: objectWith('selectSubnets', 'a Vpc'), required: true },
  vpcSubnets: { shape: OBJECT },
  securityGroups: { shape: SECURITY_GROUPS },
  mountPath: { shape: STRING },
  memorySize: { shape: wholeNumber(128, 10_240) }, // https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
  timeout: { shape: DURATION },
  architecture: { shape: having('dockerPlatform', 'an Architecture, such as Architecture.ARM_64') },
  runtime: { shape: having('family', 'a Runtime, such as Runtime.NODEJS_24_X') },
  logGroup: { shape: having('logGroupName', 'a LogGroup') },
  logRetention: { shape: oneOfNumbers(RetentionDays, 'a RetentionDays, such as RetentionDays.ONE_MONTH') },
  environment: { shape: OBJECT },
  reservedConcurrentExecutions: { shape: NUMBER },
  metricsNamespace: { shape: STRING },
};
