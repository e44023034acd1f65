import { ApplicationLogLevel, LoggingFormat, SystemLogLevel, Tracing } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  DURATION,
  having,
  LOG_GROUP,
  listOf,
  NUMBER,
  OBJECT,
  objectWith,
  oneOf,
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
  role: { shape: having('roleArn', 'a Role') },
  functionName: { shape: STRING },
  description: { shape: STRING },
  layers: { shape: listOf(having('layerVersionArn', 'a layer'), 'a list of LayerVersions') },
  environmentEncryption: { shape: having('keyArn', 'a Key') },
  loggingFormat: { shape: oneOf('LoggingFormat', LoggingFormat) },
  applicationLogLevel: { shape: oneOf('ApplicationLogLevel', ApplicationLogLevel) },
  systemLogLevel: { shape: oneOf('SystemLogLevel', SystemLogLevel) },
  architecture: { shape: having('dockerPlatform', 'an Architecture, such as Architecture.ARM_64') },
  runtime: { shape: having('family', 'a Runtime, such as Runtime.NODEJS_24_X') },
  logGroup: { shape: LOG_GROUP },
  logRetention: { shape: oneOfNumbers(RetentionDays, 'a RetentionDays, such as RetentionDays.ONE_MONTH') },
  environment: { shape: OBJECT },
  reservedConcurrentExecutions: { shape: NUMBER },
  tracing: { shape: oneOf('Tracing', Tracing) },
  metricsNamespace: { shape: STRING },
};
