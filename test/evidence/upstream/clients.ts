import type { DeployedResource, Deployment } from './deployment';
import { CLIENT } from './kit';

/** A function or a task, as far as mounting is concerned. */
export interface Client {
  /** The resource that must not be created too early: the function, or the service that runs the task. */
  readonly resource: DeployedResource;
  /** The resource that has the role. */
  readonly definition: DeployedResource;
  /** The fault that keeps it from mounting at all. */
  readonly fault?: string;
  readonly securityGroups: readonly unknown[];
  readonly subnets: readonly unknown[];
}

export function clientsIn(deployment: Deployment): Client[] {
  const functions = deployment
    .ofType('AWS::Lambda::Function')
    .filter(({ properties }) => properties.Description === CLIENT);
  const services = deployment.ofType('AWS::ECS::Service');
  return [...functions.map(functionClient), ...services.map((service) => taskClient(deployment, service))];
}

function functionClient(resource: DeployedResource): Client {
  const { FileSystemConfigs, VpcConfig } = resource.properties as {
    FileSystemConfigs?: unknown[];
    VpcConfig: { SecurityGroupIds: unknown[]; SubnetIds: unknown[] };
  };
  return {
    resource,
    definition: resource,
    fault: FileSystemConfigs?.length === 1 ? undefined : 'the function mounts nothing',
    securityGroups: VpcConfig.SecurityGroupIds,
    subnets: VpcConfig.SubnetIds,
  };
}

function taskClient(deployment: Deployment, service: DeployedResource): Client {
  const { TaskDefinition, NetworkConfiguration } = service.properties as {
    TaskDefinition: unknown;
    NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: unknown[]; Subnets: unknown[] } };
  };
  const definition = deployment.find(deployment.follow(TaskDefinition, service.stack));
  if (!definition) {
    throw new Error(`service ${service.id} has no task definition in the app: mend the row`);
  }
  const { Volumes = [], ContainerDefinitions } = definition.properties as {
    Volumes?: { Name: string; S3FilesVolumeConfiguration?: unknown }[];
    ContainerDefinitions: { MountPoints?: { SourceVolume: string }[] }[];
  };
  const mountPoints = ContainerDefinitions.flatMap(({ MountPoints = [] }) => MountPoints);
  const volume = Volumes.find(({ Name }) => mountPoints.some(({ SourceVolume }) => SourceVolume === Name));
  return {
    resource: service,
    definition,
    fault: volume?.S3FilesVolumeConfiguration ? undefined : 'the volume comes out empty, without its file system',
    securityGroups: NetworkConfiguration.AwsvpcConfiguration.SecurityGroups,
    subnets: NetworkConfiguration.AwsvpcConfiguration.Subnets,
  };
}
