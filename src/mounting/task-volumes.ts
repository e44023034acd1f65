import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { Lazy, Names, Stack } from 'aws-cdk-lib/core';
import { constructError } from '../construct-error';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import { sharedState } from '../shared-state';

interface TaskVolume {
  readonly name: string;
  readonly accessPoint: IS3FilesAccessPoint;
  readonly transitEncryptionPort?: number;
}

/**
 * The volumes of Amazon S3 Files of a task definition. They are kept apart from the other volumes, because `addVolume`
 * drops properties that it does not know: https://github.com/aws/aws-cdk/issues/37741
 *
 * They come last in the template, so that volumes that are added before or after are neither lost nor renumbered.
 */
export class TaskVolumes {
  public static of(taskDefinition: ecs.TaskDefinition, resource: ecs.CfnTaskDefinition): TaskVolumes {
    return sharedState(resource, 'taskVolumes', () => new TaskVolumes(taskDefinition, resource));
  }

  private readonly volumes: TaskVolume[] = [];

  private constructor(
    private readonly taskDefinition: ecs.TaskDefinition,
    resource: ecs.CfnTaskDefinition,
  ) {
    const others = resource.volumes;
    resource.volumes = Lazy.uncachedAny({
      produce: (context) => [...(context.resolve(others) ?? []), ...this.volumes.map(render)],
    });
    taskDefinition.node.addValidation({ validate: () => this.repeatedNames(resource) });
  }

  /** The name of the volume of an access point. All containers that mount the access point share it. */
  public nameFor(accessPoint: IS3FilesAccessPoint, name?: string, transitEncryptionPort?: number): string {
    const volume = {
      name: name ?? Names.uniqueResourceName(accessPoint, { maxLength: 255 }),
      accessPoint,
      transitEncryptionPort,
    };
    const present = this.volumes.find((other) => other.name === volume.name);
    if (!present) {
      this.volumes.push(volume);
    } else if (present.accessPoint !== accessPoint || present.transitEncryptionPort !== transitEncryptionPort) {
      throw constructError(
        this.taskDefinition,
        `task definition '${this.taskDefinition.node.path}' has a volume '${volume.name}' already, which shows '${present.accessPoint.node.path}'${portOf(present)}: give another 'volumeName'`,
      );
    }
    return volume.name;
  }

  private repeatedNames(resource: ecs.CfnTaskDefinition): string[] {
    const rendered: { name?: string }[] = Stack.of(resource).resolve(resource.volumes);
    const repeated = this.volumes.filter(({ name }) => rendered.filter((other) => other.name === name).length > 1);
    return repeated.map(
      ({ name, accessPoint }) =>
        `volume '${name}' of access point '${accessPoint.node.path}' has the name of another volume of this task definition: give another 'volumeName'`,
    );
  }
}

/** No root directory is given, because the access point has one. */
function render({ name, accessPoint, transitEncryptionPort }: TaskVolume): ecs.CfnTaskDefinition.VolumeProperty {
  return {
    name,
    s3FilesVolumeConfiguration: {
      fileSystemArn: accessPoint.fileSystem.fileSystemArn,
      accessPointArn: accessPoint.accessPointArn,
      transitEncryptionPort,
    },
  };
}

function portOf({ transitEncryptionPort }: TaskVolume): string {
  return transitEncryptionPort === undefined ? '' : ` by port ${transitEncryptionPort}`;
}
