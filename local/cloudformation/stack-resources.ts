import { awsCustomResourceFunction } from './handler-asset';
import { FAILING_RESOURCE } from './other-handlers';
import { PSEUDO_PARAMETERS } from './pseudo-parameters';
import {
  type DeployedResource,
  ResourceFailed,
  type ResourceHandler,
  type ResourceRequest,
  type ResourceStatus,
} from './resource-handler';
import type { Revision } from './revision';
import type { Scope, TemplateResource } from './template';

export interface ResourceHandlers {
  readonly fileSystem: ResourceHandler;
  readonly customResource: ResourceHandler;
  readonly failing: ResourceHandler;
  readonly other: ResourceHandler;
}

/** A failure of a resource, as the stack's events have it. */
export interface StackFailure {
  readonly logicalId: string;
  readonly type: string;
  readonly status: Exclude<ResourceStatus, 'COMPLETE'>;
  readonly reason: string;
}

/** The resources that a stack consists of now. */
export class StackResources {
  /** The failures in the order in which they came, as long as the stack exists. */
  readonly failures: StackFailure[] = [];
  private readonly deployed = new Map<string, DeployedResource>();

  constructor(private readonly handlers: ResourceHandlers) {}

  get(logicalId: string): DeployedResource | undefined {
    return this.deployed.get(logicalId);
  }

  set(resource: DeployedResource): void {
    this.deployed.set(resource.logicalId, resource);
  }

  noteFailure(
    { logicalId, source }: ResourceRequest,
    status: StackFailure['status'],
    { reason }: ResourceFailed,
  ): void {
    this.failures.push({ logicalId, type: source.Type, status, reason });
  }

  remove(logicalId: string): void {
    this.deployed.delete(logicalId);
  }

  all(): DeployedResource[] {
    return [...this.deployed.values()];
  }

  handler({ source }: Pick<ResourceRequest, 'source'>): ResourceHandler {
    if (source.Type === 'AWS::S3Files::FileSystem') return this.handlers.fileSystem;
    if (source.Type === FAILING_RESOURCE) return this.handlers.failing;
    return awsCustomResourceFunction(source) ? this.handlers.customResource : this.handlers.other;
  }

  /** A resource of the revision with the values that its references have now. */
  request(logicalId: string, revision: Revision): ResourceRequest {
    const source: TemplateResource = revision.template.Resources[logicalId];
    const properties = this.handler({ source }).resolve(source.Properties ?? {}, this.scope(revision));
    return { logicalId, source, properties, handlerFile: revision.handlerFile(source) };
  }

  private scope({ template, parameters }: Revision): Scope {
    return {
      ref: (name) => {
        const type = template.Resources[name]?.Type;
        const granted = type !== undefined && this.handler({ source: { Type: type } }) === this.handlers.other;
        const value =
          PSEUDO_PARAMETERS[name] ??
          (granted ? undefined : this.get(name)?.physicalId) ??
          parameters[name] ??
          template.Parameters?.[name]?.Default;
        if (value === undefined) throw new Error(`the deployer does not know what Ref ${name} is`);
        return String(value);
      },
      attribute: (logicalId, name) => {
        const resource = this.get(logicalId);
        if (!resource) throw new Error(`${logicalId} is not deployed, and has no attribute ${name}`);
        const value = resource.attributes[name];
        // CloudFormation, too, fails on an attribute that the answer of a custom resource does not have.
        if (value === undefined) throw new ResourceFailed(logicalId, `there is no attribute ${name}`);
        return value;
      },
    };
  }
}
