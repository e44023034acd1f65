import { type DeployedResource, type Made, ResourceFailed, type ResourceRequest } from './resource-handler';
import type { Revision } from './revision';
import { deletionFailure, isRetained } from './stack-deletion';
import type { StackResources } from './stack-resources';

/**
 * The value that CloudFormation sends again when it rolls an update back, where a property refers to an attribute of
 * another resource. Its documentation does not tell: the attribute as it is then, or the value that was sent before.
 */
export const ROLLBACK_READINGS = ['re-evaluated', 'stored'] as const;
export type RollbackReading = (typeof ROLLBACK_READINGS)[number];

/** The way from one revision of a stack to the next, and back if something fails. */
export class StackUpdate {
  private readonly before: ReadonlyMap<string, DeployedResource>;
  /** Everything that exists or has existed on the way, in the order in which it was made. */
  private readonly made: DeployedResource[];
  private readonly touched = new Set<string>();
  private readonly rolledBack = new Set<string>();
  private readonly failedBack = new Set<string>();

  constructor(
    private readonly resources: StackResources,
    private readonly from: Revision,
    private readonly to: Revision,
    private readonly reading: RollbackReading,
  ) {
    this.made = resources.all();
    this.before = new Map(this.made.map((resource) => [resource.logicalId, resource]));
  }

  /** True once any resource was called. */
  get changesAnything(): boolean {
    return this.touched.size > 0;
  }

  /** The resources that could not be rolled back. (That an update failed before does not count.) */
  get stuck(): string[] {
    return [...this.failedBack];
  }

  /** Creates what is new and updates what has changed, in order; the first failure ends it. */
  async forward(): Promise<void> {
    for (const logicalId of this.to.order) {
      const present = this.resources.get(logicalId);
      const request = this.resources.request(logicalId, this.to);
      if (present && isUnchanged(request, present)) continue;
      this.touched.add(logicalId);
      const handler = this.resources.handler(request);
      await this.attempt(request, present, () =>
        present ? handler.update(request, present) : handler.create(request),
      );
    }
  }

  /**
   * Gives the resources that were changed their earlier properties, in the order of the earlier template. A skipped
   * resource counts as rolled back, whatever its state. It may be called again after a failure, and goes on where it
   * ended.
   */
  async back(skip: readonly string[] = []): Promise<void> {
    for (const logicalId of this.from.order) {
      const before = this.before.get(logicalId);
      const present = this.resources.get(logicalId);
      if (!before || !present || !this.touched.has(logicalId) || this.rolledBack.has(logicalId)) continue;
      if (skip.includes(logicalId))
        this.resources.set({ ...present, ...textOf(before), status: 'COMPLETE', reason: undefined });
      else await this.sendBack(present, before);
      this.failedBack.delete(logicalId);
      this.rolledBack.add(logicalId);
    }
  }

  /** Deletes what is no longer in the stack, or was replaced, last made first. A failure leaves it where it is. */
  async cleanUp(target: Revision): Promise<void> {
    for (const { logicalId } of this.resources.all()) {
      if (!(logicalId in target.template.Resources)) this.resources.remove(logicalId);
    }
    const isCurrent = ({ logicalId, physicalId }: DeployedResource) =>
      this.resources.get(logicalId)?.physicalId === physicalId;
    for (const resource of this.made.filter((made) => !isCurrent(made)).reverse()) {
      const isNew = this.before.get(resource.logicalId)?.physicalId !== resource.physicalId;
      const isReplaced = this.resources.get(resource.logicalId) !== undefined;
      if (!isRetained(resource, { isNew, isReplaced })) await deletionFailure(this.resources, resource);
    }
  }

  private async sendBack(present: DeployedResource, before: DeployedResource): Promise<void> {
    this.failedBack.add(present.logicalId); // until it has not
    const request = this.reading === 'stored' ? before : this.requestAgain(present);
    await this.attempt(request, present, () => this.resources.handler(request).rollBack(request, present, before));
  }

  private requestAgain(present: DeployedResource): ResourceRequest {
    try {
      return this.resources.request(present.logicalId, this.from);
    } catch (error) {
      if (error instanceof ResourceFailed) this.markFailed(present, error);
      throw error;
    }
  }

  private async attempt(
    request: ResourceRequest,
    present: DeployedResource | undefined,
    call: () => Promise<Made>,
  ): Promise<void> {
    try {
      this.record({ ...request, ...(await call()), status: 'COMPLETE' });
    } catch (error) {
      if (!(error instanceof ResourceFailed)) throw error;
      this.resources.noteFailure(request, present ? 'UPDATE_FAILED' : 'CREATE_FAILED', error);
      // A failed update leaves what was there; what a failed creation leaves is to be deleted.
      if (present) this.markFailed({ ...present, ...textOf(request) }, error);
      else if (error.physicalId !== undefined) {
        const { physicalId, reason } = error;
        this.record({ ...request, physicalId, attributes: {}, status: 'CREATE_FAILED', reason });
      }
      throw error;
    }
  }

  private markFailed(resource: DeployedResource, { reason }: ResourceFailed): void {
    this.resources.set({ ...resource, status: 'UPDATE_FAILED', reason });
  }

  private record(resource: DeployedResource): void {
    const known = this.made.some(
      ({ logicalId, physicalId }) => logicalId === resource.logicalId && physicalId === resource.physicalId,
    );
    if (!known) this.made.push(resource);
    this.resources.set(resource);
  }
}

function isUnchanged(request: ResourceRequest, present: DeployedResource): boolean {
  return JSON.stringify(request.properties) === JSON.stringify(present.properties);
}

function textOf({ source, properties, handlerFile }: ResourceRequest): Omit<ResourceRequest, 'logicalId'> {
  return { source, properties, handlerFile };
}
