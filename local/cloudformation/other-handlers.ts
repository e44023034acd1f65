import {
  type DeployedResource,
  type Made,
  ResourceFailed,
  type ResourceHandler,
  type ResourceRequest,
} from './resource-handler';
import { resolve, type Scope } from './template';

/**
 * Resources that have no part in synchronization, such as roles, policies, buckets and functions: they always succeed.
 */
export class TakenForGranted implements ResourceHandler {
  resolve(properties: Record<string, unknown>): Record<string, unknown> {
    return properties;
  }

  async create({ logicalId, source }: ResourceRequest): Promise<Made> {
    const arn = `arn:aws:lambda:us-east-1:111111111111:function:${logicalId}`;
    return { physicalId: logicalId, attributes: source.Type === 'AWS::Lambda::Function' ? { Arn: arn } : {} };
  }

  update(request: ResourceRequest): Promise<Made> {
    return this.create(request);
  }

  rollBack(request: ResourceRequest): Promise<Made> {
    return this.create(request);
  }

  async delete(): Promise<void> {}
}

/** The type of a resource that fails on request: put it behind others, to see how they are rolled back. */
export const FAILING_RESOURCE = 'Test::Stack::FailsOnRequest';

/** Creation and update fail while its property `Fails` is true. */
export class FailingOnRequest implements ResourceHandler {
  resolve(properties: Record<string, unknown>, scope: Scope): Record<string, unknown> {
    return resolve(properties, scope) as Record<string, unknown>;
  }

  async create({ logicalId, properties }: ResourceRequest): Promise<Made> {
    if (properties.Fails) throw new ResourceFailed(logicalId, 'it was told to fail');
    return { physicalId: logicalId, attributes: {} };
  }

  update(request: ResourceRequest): Promise<Made> {
    return this.create(request);
  }

  rollBack(request: ResourceRequest): Promise<Made> {
    return this.create(request);
  }

  async delete(_resource: DeployedResource): Promise<void> {}
}
