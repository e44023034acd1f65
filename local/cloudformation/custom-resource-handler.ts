import type { CustomResourceAnswer, CustomResourceEvent, HandlerProcess } from './handler-process';
import { STACK_ID } from './pseudo-parameters';
import {
  type DeployedResource,
  type Made,
  ResourceFailed,
  type ResourceHandler,
  type ResourceRequest,
} from './resource-handler';
import { resolve, type Scope, scalarsAsStrings } from './template';

type Request = Pick<CustomResourceEvent, 'RequestType' | 'PhysicalResourceId' | 'OldResourceProperties'>;

/** The custom resources of AwsCustomResource, whose own handler answers. */
export class CustomResourceHandler implements ResourceHandler {
  constructor(private readonly handler: HandlerProcess) {}

  resolve(properties: Record<string, unknown>, scope: Scope): Record<string, unknown> {
    return scalarsAsStrings(resolve(properties, scope)) as Record<string, unknown>;
  }

  create(request: ResourceRequest): Promise<Made> {
    return this.send(request, { RequestType: 'Create' });
  }

  update(request: ResourceRequest, present: DeployedResource): Promise<Made> {
    return this.send(request, {
      RequestType: 'Update',
      PhysicalResourceId: present.physicalId,
      OldResourceProperties: present.properties,
    });
  }

  /** An update like any other: the function is not told that it is a rollback. */
  rollBack(request: ResourceRequest, present: DeployedResource): Promise<Made> {
    return this.update(request, present);
  }

  async delete(resource: DeployedResource): Promise<void> {
    await this.send(resource, { RequestType: 'Delete', PhysicalResourceId: resource.physicalId });
  }

  private async send({ logicalId, source, properties, handlerFile }: ResourceRequest, request: Request): Promise<Made> {
    if (!handlerFile) throw new Error(`there is no code behind the custom resource ${logicalId}`);
    const answer: CustomResourceAnswer = await this.handler.invoke(handlerFile, {
      ...request,
      StackId: STACK_ID,
      ServiceToken: String(properties.ServiceToken),
      LogicalResourceId: logicalId,
      ResourceType: source.Type,
      // With true the handler runs `npm install` for the newest SDK; a test does without the network and has the SDK.
      ResourceProperties: { ...properties, InstallLatestAwsSdk: 'false' },
    });
    if (answer.Status !== 'SUCCESS') {
      throw new ResourceFailed(logicalId, answer.Reason ?? 'no reason', answer.PhysicalResourceId);
    }
    return { physicalId: answer.PhysicalResourceId, attributes: answer.Data ?? {} };
  }
}
