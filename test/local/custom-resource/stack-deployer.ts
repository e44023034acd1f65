import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import type { ServedFileSystem } from '../s3files-server';
import { awsCustomResourceFunction, handlerFile } from './handler-asset';
import type { CustomResourceAnswer, CustomResourceEvent, HandlerProcess } from './handler-process';
import {
  deploymentOrder,
  resolve,
  type Scope,
  scalarsAsStrings,
  type Template,
  type TemplateResource,
} from './template';

const STACK_ID = 'arn:aws:cloudformation:us-east-1:111111111111:stack/Test/00000000-0000-0000-0000-000000000000';
const PSEUDO_PARAMETERS: Record<string, string> = {
  'AWS::AccountId': '111111111111',
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::StackId': STACK_ID,
  'AWS::URLSuffix': 'amazonaws.com',
};

/** Properties of AWS::S3Files::FileSystem that CloudFormation updates in place; any other one replaces it. */
const UPDATABLE = ['SynchronizationConfiguration', 'Tags'];

export class DeploymentFailed extends Error {
  constructor(
    readonly logicalId: string,
    readonly reason: string,
  ) {
    super(`${logicalId}: ${reason}`);
  }
}

interface DeployedFileSystem extends ServedFileSystem {
  readonly replacedBy: string;
}

interface DeployedCustomResource {
  readonly logicalId: string;
  readonly type: string;
  readonly handlerFile: string;
  readonly properties: Record<string, unknown>;
  readonly physicalId: string;
  readonly data: Record<string, unknown>;
}

/**
 * A CloudFormation of one stack, for the two kinds of resources that synchronization is about: the file system, and
 * the custom resources of AwsCustomResource. All others are taken to be there. Unchanged resources are not called; a
 * changed physical id is cleaned up after the update. There is no rollback: a failure ends the deployment where it is.
 */
export class StackDeployer {
  private readonly fileSystems = new Map<string, DeployedFileSystem>();
  private readonly customResources = new Map<string, DeployedCustomResource>();
  private order: string[] = [];

  constructor(
    private readonly handler: HandlerProcess,
    private readonly createFileSystem: (properties: Record<string, unknown>) => ServedFileSystem,
  ) {}

  async deploy(stack: CloudFormationStackArtifact, parameters: Record<string, string> = {}): Promise<void> {
    const template = stack.template as Template;
    const scope = this.scope(template, parameters);
    const before = this.lastFirst();
    this.order = deploymentOrder(template);
    for (const logicalId of this.order) {
      const resource = template.Resources[logicalId];
      const functionId = awsCustomResourceFunction(resource);
      if (resource.Type === 'AWS::S3Files::FileSystem') this.deployFileSystem(logicalId, resource);
      if (functionId) await this.deployCustomResource(logicalId, resource, handlerFile(stack, functionId), scope);
    }
    await this.cleanUp(before, template);
  }

  /** Deletes the stack, last resource first. File systems stay with their rules, as retained ones do. */
  async delete(): Promise<void> {
    for (const resource of this.lastFirst()) await this.deleteCustomResource(resource);
    this.customResources.clear();
    this.fileSystems.clear();
  }

  /** The file system that now stands for a logical id. */
  fileSystem(logicalId: string): ServedFileSystem {
    const fileSystem = this.fileSystems.get(logicalId);
    if (!fileSystem) throw new Error(`no file system ${logicalId} is deployed: ${[...this.fileSystems.keys()]}`);
    return fileSystem;
  }

  private lastFirst(): DeployedCustomResource[] {
    const position = ({ logicalId }: DeployedCustomResource) => this.order.indexOf(logicalId);
    return [...this.customResources.values()].sort((a, b) => position(b) - position(a));
  }

  private deployFileSystem(logicalId: string, { Properties: properties = {} }: TemplateResource): void {
    const replacing = Object.entries(properties).filter(([name]) => !UPDATABLE.includes(name));
    const replacedBy = JSON.stringify(replacing);
    if (this.fileSystems.get(logicalId)?.replacedBy === replacedBy) return;
    this.fileSystems.set(logicalId, { ...this.createFileSystem(properties), replacedBy });
  }

  private async deployCustomResource(logicalId: string, resource: TemplateResource, file: string, scope: Scope) {
    const properties = scalarsAsStrings(resolve(resource.Properties ?? {}, scope)) as Record<string, unknown>;
    const deployed = this.customResources.get(logicalId);
    if (deployed && JSON.stringify(deployed.properties) === JSON.stringify(properties)) return;
    const next = { logicalId, type: resource.Type, handlerFile: file, properties };
    const answer = deployed
      ? await this.send(next, {
          RequestType: 'Update',
          PhysicalResourceId: deployed.physicalId,
          OldResourceProperties: deployed.properties,
        })
      : await this.send(next, { RequestType: 'Create' });
    this.customResources.set(logicalId, { ...next, physicalId: answer.PhysicalResourceId, data: answer.Data ?? {} });
  }

  /** What CloudFormation does once all updates are through: delete what was replaced or left the template. */
  private async cleanUp(before: DeployedCustomResource[], template: Template): Promise<void> {
    for (const resource of before) {
      const isGone = !(resource.logicalId in template.Resources);
      const isReplaced = this.customResources.get(resource.logicalId)?.physicalId !== resource.physicalId;
      if (isGone || isReplaced) await this.deleteCustomResource(resource);
      if (isGone) this.customResources.delete(resource.logicalId);
    }
    for (const logicalId of this.fileSystems.keys()) {
      if (!(logicalId in template.Resources)) this.fileSystems.delete(logicalId);
    }
  }

  private async deleteCustomResource(resource: DeployedCustomResource): Promise<void> {
    await this.send(resource, { RequestType: 'Delete', PhysicalResourceId: resource.physicalId });
  }

  private async send(
    resource: Omit<DeployedCustomResource, 'physicalId' | 'data'>,
    request: Pick<CustomResourceEvent, 'RequestType' | 'PhysicalResourceId' | 'OldResourceProperties'>,
  ): Promise<CustomResourceAnswer> {
    const answer = await this.handler.invoke(resource.handlerFile, {
      ...request,
      StackId: STACK_ID,
      ServiceToken: String(resource.properties.ServiceToken),
      LogicalResourceId: resource.logicalId,
      ResourceType: resource.type,
      // With true the handler runs `npm install` for the newest SDK; a test does without the network and has the SDK.
      ResourceProperties: { ...resource.properties, InstallLatestAwsSdk: 'false' },
    });
    if (answer.Status !== 'SUCCESS') throw new DeploymentFailed(resource.logicalId, answer.Reason ?? 'no reason');
    return answer;
  }

  private scope(template: Template, parameters: Record<string, string>): Scope {
    return {
      ref: (name) => {
        const parameter = parameters[name] ?? template.Parameters?.[name]?.Default;
        const value =
          PSEUDO_PARAMETERS[name] ??
          this.fileSystems.get(name)?.arn ??
          this.customResources.get(name)?.physicalId ??
          parameter;
        if (value === undefined) throw new Error(`the deployer does not know what Ref ${name} is`);
        return String(value);
      },
      attribute: (logicalId, name) => {
        const value = this.attributes(template, logicalId)[name];
        // CloudFormation, too, fails on an attribute that the answer of a custom resource does not have.
        if (value === undefined) throw new DeploymentFailed(logicalId, `there is no attribute ${name}`);
        return value;
      },
    };
  }

  private attributes(template: Template, logicalId: string): Record<string, unknown> {
    const fileSystem = this.fileSystems.get(logicalId);
    if (fileSystem) return { FileSystemId: fileSystem.id, FileSystemArn: fileSystem.arn };
    if (template.Resources[logicalId]?.Type === 'AWS::Lambda::Function') {
      return { Arn: `arn:aws:lambda:us-east-1:111111111111:function:${logicalId}` };
    }
    const customResource = this.customResources.get(logicalId);
    if (!customResource) throw new Error(`the deployer does not deploy ${logicalId}, and knows none of its attributes`);
    return customResource.data;
  }
}
