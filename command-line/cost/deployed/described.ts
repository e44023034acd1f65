import type { EventSourceMappingConfiguration, FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { SizeClassSetting } from '../../../src/contract/size-classes';
import { VARIABLES } from '../../../src/contract/variables';
import { asking } from '../../aws/asking';
import { lambda } from '../../aws/clients';

/** The function of an ingest or of a replayer, as AWS Lambda has it. */
export interface DescribedFunction {
  readonly name: string;
  readonly memoryMiB: number;
  readonly isArm: boolean;
  readonly logGroup: string;
  /** The namespace of its own metrics. */
  readonly namespace: string;
  readonly sizeClasses: readonly string[];
  /** Of the file system that it mounts; absent if that is none of Amazon S3 Files. */
  readonly fileSystemId?: string;
  /** The ids of those event source mappings that have provisioned pollers. */
  readonly provisioned: readonly string[];
}

export async function describedFunction(given: string): Promise<DescribedFunction> {
  const client = await lambda();
  const what = `the function ${given} cannot be described`;
  const configuration = await asking(what, 'lambda:GetFunctionConfiguration', client.configuration(given));
  const mappings = await asking(
    `the event source mappings of ${given} cannot be listed`,
    'lambda:ListEventSourceMappings',
    client.mappings(configuration.FunctionName ?? given),
  );
  return { ...read(configuration, given), provisioned: provisionedOf(mappings) };
}

function read(configuration: FunctionConfiguration, given: string): Omit<DescribedFunction, 'provisioned'> {
  const {
    FunctionName: name = given,
    MemorySize = 128,
    Architectures = [],
    Environment,
    LoggingConfig,
  } = configuration;
  const { [VARIABLES.metricsNamespace]: namespace, [VARIABLES.sizeClasses]: sizeClasses } =
    Environment?.Variables ?? {};
  if (namespace === undefined || sizeClasses === undefined) {
    throw new Error(
      `the function ${given} is that of no ingest and no replayer, since it has no variable ${VARIABLES.metricsNamespace} or ${VARIABLES.sizeClasses}; give one that is`,
    );
  }
  const mounted = (configuration.FileSystemConfigs ?? []).map(
    ({ Arn = '' }) => /^arn:[^:]+:s3files:[^:]*:[^:]*:file-system\/([^/]+)/.exec(Arn)?.[1],
  );
  return {
    ...{ name, memoryMiB: MemorySize, namespace, fileSystemId: mounted[0] },
    isArm: Architectures.includes('arm64'),
    logGroup: LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    sizeClasses: (JSON.parse(sizeClasses) as readonly SizeClassSetting[]).map((each) => each.name),
  };
}

function provisionedOf(mappings: readonly EventSourceMappingConfiguration[]): string[] {
  return mappings.flatMap(({ UUID, ProvisionedPollerConfig: pollers }) =>
    UUID === undefined || pollers === undefined ? [] : [UUID],
  );
}
