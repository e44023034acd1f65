import {
  ConflictException,
  DeleteFileSystemCommand,
  GetFileSystemCommand,
  GetSynchronizationConfigurationCommand,
  type ImportTrigger,
  PutSynchronizationConfigurationCommand,
  ResourceNotFoundException,
  type S3FilesClient,
  S3FilesServiceException,
  ThrottlingException,
} from '@aws-sdk/client-s3files';
import type { ServedFileSystem } from '../s3files/s3files-server';
import {
  type DeployedResource,
  type Made,
  ResourceFailed,
  type ResourceHandler,
  type ResourceRequest,
} from './resource-handler';
import { resolve, type Scope } from './template';

/** Properties of AWS::S3Files::FileSystem that CloudFormation updates in place; any other one replaces it. */
const UPDATABLE = ['SynchronizationConfiguration', 'Tags'];

/**
 * The number of times that CloudFormation asks again before it gives up. It is a guess, larger than any wait in these
 * tests.
 */
const ATTEMPTS = 20;

interface SynchronizationConfiguration {
  readonly ImportDataRules: { Prefix: string; SizeLessThan: number; Trigger: ImportTrigger }[];
  readonly ExpirationDataRules: { DaysAfterLastAccess: number }[];
}

/**
 * AWS::S3Files::FileSystem. That creation waits until the file system is available, and that the property is applied by
 * Get, then Put with that version, once more after a conflict or a throttled call, is **assumed**: the resource's schema
 * lists those permissions for its create and update handlers and says no more.
 */
export class FileSystemHandler implements ResourceHandler {
  constructor(
    private readonly client: S3FilesClient,
    private readonly newFileSystem: (prefix?: string) => ServedFileSystem,
  ) {}

  /** Resolves the properties that reach the service here. For all others it is enough to notice that they change. */
  resolve(properties: Record<string, unknown>, scope: Scope): Record<string, unknown> {
    const { Prefix: prefix, SynchronizationConfiguration: configuration } = properties;
    return {
      ...properties,
      Prefix: resolve(prefix, scope),
      SynchronizationConfiguration: resolve(configuration, scope),
    };
  }

  async create({ logicalId, properties }: ResourceRequest): Promise<Made> {
    const { Prefix: prefix } = properties;
    const { id, arn } = this.newFileSystem(prefix === undefined ? undefined : String(prefix));
    await this.untilAvailable(logicalId, id, arn);
    await this.synchronize(logicalId, id, arn, properties);
    return { physicalId: arn, attributes: { FileSystemId: id, FileSystemArn: arn } };
  }

  async update(request: ResourceRequest, present: DeployedResource): Promise<Made> {
    if (isReplacedBy(request, present)) return this.create(request);
    const { physicalId, attributes } = present;
    await this.synchronize(request.logicalId, String(attributes.FileSystemId), physicalId, request.properties);
    return { physicalId, attributes };
  }

  /** The old one of two still stands as it was. */
  async rollBack(request: ResourceRequest, present: DeployedResource, before: DeployedResource): Promise<Made> {
    return present.physicalId === before.physicalId ? this.update(request, present) : before;
  }

  async delete({ logicalId, physicalId }: DeployedResource): Promise<void> {
    try {
      await this.client.send(new DeleteFileSystemCommand({ fileSystemId: physicalId }));
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return; // what was to be deleted is gone
      throw asFailure(logicalId, error);
    }
  }

  private async untilAvailable(logicalId: string, id: string, arn: string): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const { status } = await this.client.send(new GetFileSystemCommand({ fileSystemId: id }));
      if (status === 'available') return;
    }
    throw new ResourceFailed(logicalId, 'the file system did not become available', arn);
  }

  private async synchronize(logicalId: string, id: string, arn: string, properties: Record<string, unknown>) {
    const configuration = properties.SynchronizationConfiguration as SynchronizationConfiguration | undefined;
    if (!configuration) return;
    let last: unknown;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      try {
        return await this.put(id, configuration);
      } catch (error) {
        if (!(error instanceof ConflictException || error instanceof ThrottlingException)) {
          throw asFailure(logicalId, error, arn);
        }
        last = error;
      }
    }
    throw asFailure(logicalId, last, arn);
  }

  private async put(fileSystemId: string, configuration: SynchronizationConfiguration): Promise<void> {
    await this.client.send(
      new PutSynchronizationConfigurationCommand({
        fileSystemId,
        latestVersionNumber: await this.version(fileSystemId),
        importDataRules: configuration.ImportDataRules.map(({ Prefix, SizeLessThan, Trigger }) => ({
          prefix: Prefix,
          sizeLessThan: SizeLessThan,
          trigger: Trigger,
        })),
        expirationDataRules: configuration.ExpirationDataRules.map(({ DaysAfterLastAccess }) => ({
          daysAfterLastAccess: DaysAfterLastAccess,
        })),
      }),
    );
  }

  private async version(fileSystemId: string): Promise<number | undefined> {
    try {
      const answer = await this.client.send(new GetSynchronizationConfigurationCommand({ fileSystemId }));
      return answer.latestVersionNumber;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }
}

function isReplacedBy({ properties }: ResourceRequest, present: DeployedResource): boolean {
  const lasting = (all: Record<string, unknown>) =>
    JSON.stringify(Object.entries(all).filter(([name]) => !UPDATABLE.includes(name)));
  return lasting(properties) !== lasting(present.properties);
}

function asFailure(logicalId: string, error: unknown, physicalId?: string): unknown {
  if (!(error instanceof S3FilesServiceException)) return error;
  return new ResourceFailed(logicalId, `${error.name}: ${error.message}`, physicalId);
}
