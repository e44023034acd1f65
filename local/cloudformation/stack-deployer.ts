import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import type { ServedFileSystem } from '../s3files/s3files-server';
import { type DeployedResource, ResourceFailed } from './resource-handler';
import { NOTHING, type Revision, revisionOf } from './revision';
import { deleteResources } from './stack-deletion';
import { type ResourceHandlers, type StackFailure, StackResources } from './stack-resources';
import { isNotCreated, isUpdatable, type StackStatus } from './stack-status';
import { type RollbackReading, StackUpdate } from './stack-update';

/**
 * A CloudFormation of one stack, for the two kinds of resources that synchronization is about: the file system, and
 * the custom resources of AwsCustomResource. All others are taken to be there. Unchanged resources are not called; a
 * changed physical id is cleaned up after the update; what fails is rolled back before the failure is thrown.
 */
export class StackDeployer {
  private state?: StackStatus;
  private readonly resources: StackResources;
  private revision = NOTHING;
  private unfinished?: { readonly update: StackUpdate; readonly from: Revision };

  constructor(
    handlers: ResourceHandlers,
    private readonly reading: RollbackReading = 're-evaluated',
  ) {
    this.resources = new StackResources(handlers);
  }

  /** Undefined before the first deployment. */
  get status(): StackStatus | undefined {
    return this.state;
  }

  /** The resources of the stack, with the state that each one is in. */
  describe(): DeployedResource[] {
    return this.resources.all();
  }

  /** The failures of the stack's resources, newest first. */
  failures(): StackFailure[] {
    return [...this.resources.failures].reverse();
  }

  /** Creates or updates the stack. Throws `ResourceFailed`, with the first failure, once it is rolled back. */
  async deploy(stack: CloudFormationStackArtifact, parameters: Record<string, string> = {}): Promise<void> {
    const target = revisionOf(stack, parameters);
    if (isNotCreated(this.state)) return this.create(target);
    if (isUpdatable(this.state)) return this.update(target);
    throw new Error(`a stack in state ${this.state} cannot be deployed`);
  }

  /** Goes on with a rollback that failed; what is skipped must have failed in it, and counts as rolled back. */
  async continueUpdateRollback(resourcesToSkip: readonly string[] = []): Promise<void> {
    if (!this.unfinished) throw new Error(`a stack in state ${this.state} has no rollback to continue`);
    for (const logicalId of resourcesToSkip) {
      if (!this.unfinished.update.stuck.includes(logicalId)) {
        throw new Error(`${logicalId} cannot be skipped, since its rollback has not failed`);
      }
    }
    await this.rollBack(this.unfinished.update, this.unfinished.from, resourcesToSkip);
  }

  /** Deletes the stack; once more after a failure, it goes on with what is left. */
  async delete(): Promise<void> {
    const [failure] = await deleteResources(this.resources, this.revision);
    this.unfinished = undefined;
    this.state = failure ? 'DELETE_FAILED' : 'DELETE_COMPLETE';
    if (failure) throw failure;
    this.revision = NOTHING;
  }

  /** The file system that now stands for a logical id. */
  fileSystem(logicalId: string): ServedFileSystem {
    const resource = this.resources.get(logicalId);
    if (resource?.source.Type !== 'AWS::S3Files::FileSystem') {
      throw new Error(`no file system ${logicalId} is deployed: ${this.describe().map((one) => one.logicalId)}`);
    }
    return { id: String(resource.attributes.FileSystemId), arn: resource.physicalId };
  }

  private async create(target: Revision): Promise<void> {
    this.revision = target;
    try {
      await new StackUpdate(this.resources, NOTHING, target, this.reading).forward();
      this.state = 'CREATE_COMPLETE';
    } catch (error) {
      if (!(error instanceof ResourceFailed)) throw error;
      const failures = await deleteResources(this.resources, target, { isNew: true });
      this.state = failures.length > 0 ? 'ROLLBACK_FAILED' : 'ROLLBACK_COMPLETE';
      throw error;
    }
  }

  private async update(target: Revision): Promise<void> {
    const from = this.revision;
    const update = new StackUpdate(this.resources, from, target, this.reading);
    try {
      await update.forward();
    } catch (error) {
      if (!(error instanceof ResourceFailed)) throw error;
      await this.rollBack(update, from).catch((second) => {
        if (!(second instanceof ResourceFailed)) throw second;
      });
      throw error;
    }
    const changesResources = update.changesAnything || target.order.length !== from.order.length;
    this.revision = target;
    await update.cleanUp(target);
    if (changesResources) this.state = 'UPDATE_COMPLETE';
  }

  private async rollBack(update: StackUpdate, from: Revision, skip: readonly string[] = []): Promise<void> {
    this.unfinished = { update, from };
    this.state = 'UPDATE_ROLLBACK_FAILED';
    await update.back(skip);
    await update.cleanUp(from);
    this.unfinished = undefined;
    this.state = 'UPDATE_ROLLBACK_COMPLETE';
  }
}
