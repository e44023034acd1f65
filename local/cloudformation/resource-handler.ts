import type { Scope, TemplateResource } from './template';

/** A resource as the template has it, with its values resolved. */
export interface ResourceRequest {
  readonly logicalId: string;
  readonly source: TemplateResource;
  readonly properties: Record<string, unknown>;
  /** The file of the function behind a custom resource. */
  readonly handlerFile?: string;
}

export interface Made {
  readonly physicalId: string;
  readonly attributes: Record<string, unknown>;
}

export type ResourceStatus = 'COMPLETE' | 'CREATE_FAILED' | 'UPDATE_FAILED' | 'DELETE_FAILED';

export interface DeployedResource extends ResourceRequest, Made {
  readonly status: ResourceStatus;
  readonly reason?: string;
}

/** The operations that CloudFormation asks of the code behind one type of resource. */
export interface ResourceHandler {
  /** The properties with their values, as far as this type looks at them. */
  resolve(properties: Record<string, unknown>, scope: Scope): Record<string, unknown>;
  create(request: ResourceRequest): Promise<Made>;
  /** Updates a resource in place, or makes a new one beside it, which has another physical id. */
  update(request: ResourceRequest, present: DeployedResource): Promise<Made>;
  /** Back to what stood before an update. */
  rollBack(request: ResourceRequest, present: DeployedResource, before: DeployedResource): Promise<Made>;
  delete(resource: DeployedResource): Promise<void>;
}

/** Ends the operation on a stack. */
export class ResourceFailed extends Error {
  constructor(
    readonly logicalId: string,
    readonly reason: string,
    /** The resource that exists although its creation failed, and is to be deleted. */
    readonly physicalId?: string,
  ) {
    super(`${logicalId}: ${reason}`);
  }
}
