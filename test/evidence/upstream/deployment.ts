import { Template } from 'aws-cdk-lib/assertions';
import { type App, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

export interface DeployedResource {
  /** `<stack>.<logical id>` */
  readonly id: string;
  readonly stack: Stack;
  readonly type: string;
  readonly properties: Record<string, unknown>;
  readonly dependsOn: string[];
}

interface RawTemplate {
  readonly Resources?: Record<string, { Type: string; Properties?: Record<string, unknown>; DependsOn?: string[] }>;
  readonly Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
}

/** All templates of an app as CloudFormation would be given them: references between stacks are followed to their ends. */
export class Deployment {
  public readonly stacks: Stack[];
  public readonly resources: DeployedResource[];
  private readonly templates: Map<Stack, RawTemplate>;

  /** @throws what synthesis throws, and where resources of a template wait for one another */
  constructor(app: App) {
    this.stacks = app.node.findAll().filter((node: IConstruct): node is Stack => Stack.isStack(node));
    this.templates = new Map(this.stacks.map((stack) => [stack, Template.fromStack(stack).toJSON()]));
    this.resources = [...this.templates].flatMap(([stack, { Resources = {} }]) =>
      Object.entries(Resources).map(([logicalId, { Type, Properties = {}, DependsOn = [] }]) => ({
        id: idOf(stack, logicalId),
        stack,
        type: Type,
        properties: Properties,
        dependsOn: [DependsOn].flat(),
      })),
    );
  }

  public ofType(type: string): DeployedResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  public find(id: string): DeployedResource | undefined {
    return this.resources.find((resource) => resource.id === id);
  }

  /** A value in words that are the same wherever it is referred to: `Stack.Group.GroupId`, or the literal. */
  public follow(value: unknown, stack: Stack): string {
    if (typeof value !== 'object' || value === null) {
      return String(value);
    }
    const [[name, argument]] = Object.entries(value);
    switch (name) {
      case 'Ref':
        return this.followRef(argument, stack);
      case 'Fn::GetAtt':
        return this.followAttribute(argument, stack);
      case 'Fn::ImportValue':
        return this.followExport(argument);
      default:
        return JSON.stringify(value);
    }
  }

  private followRef(name: string, stack: Stack): string {
    const { nestedStackResource, nestedStackParent } = stack;
    if (!this.find(idOf(stack, name)) && nestedStackResource && nestedStackParent) {
      const parameters = this.find(idOf(nestedStackParent, logicalIdOf(nestedStackResource)))?.properties.Parameters;
      const given = (parameters as Record<string, unknown> | undefined)?.[name];
      return given === undefined ? name : this.follow(given, nestedStackParent);
    }
    return idOf(stack, name);
  }

  private followAttribute([logicalId, attribute]: [string, string], stack: Stack): string {
    const nested = this.nestedIn(stack, logicalId);
    const output = nested && this.templates.get(nested)?.Outputs?.[attribute.replace('Outputs.', '')];
    return output ? this.follow(output.Value, nested) : `${idOf(stack, logicalId)}.${attribute}`;
  }

  private followExport(name: unknown): string {
    for (const [stack, { Outputs = {} }] of this.templates) {
      const output = Object.values(Outputs).find(({ Export }) => Export?.Name === name);
      if (output) {
        return this.follow(output.Value, stack);
      }
    }
    return String(name);
  }

  /** The nested stack that a resource of type AWS::CloudFormation::Stack stands for. */
  public nestedIn(stack: Stack, logicalId: string): Stack | undefined {
    return this.stacks.find(
      ({ nestedStackParent, nestedStackResource }) =>
        nestedStackParent === stack && nestedStackResource && logicalIdOf(nestedStackResource) === logicalId,
    );
  }
}

export function idOf(stack: Stack, logicalId: string): string {
  return `${stack.node.path}.${logicalId}`;
}

function logicalIdOf(resource: IConstruct): string {
  const stack = Stack.of(resource);
  const { logicalId } = resource as IConstruct & { logicalId: string };
  return String(stack.resolve(logicalId));
}
