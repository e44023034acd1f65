import { type App, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
}

interface Template {
  readonly Resources?: Record<string, Resource>;
  readonly Outputs?: Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>;
}

const FILE_SYSTEM = 'arn:aws:s3files:eu-central-1:123456789012:file-system';

export interface DeployedResource {
  readonly ref: string;
  readonly properties: Record<string, unknown>;
}

/**
 * The templates of an app as if they were deployed: each reference becomes a text, the same text for one resource in
 * whichever stack it is used.
 */
export class Templates {
  private readonly templates: Map<string, Template>;

  constructor(app: App) {
    this.templates = new Map(app.synth().stacks.map(({ stackName, template }) => [stackName, template]));
  }

  /** All resources of a type, with what `Ref` says and the properties without references. */
  public resourcesOf(type: string): DeployedResource[] {
    return [...this.templates].flatMap(([stack, { Resources }]) =>
      Object.entries(Resources ?? {})
        .filter(([, resource]) => resource.Type === type)
        .map(([id, { Properties }]) => ({
          ref: this.attribute(stack, id, 'Ref'),
          properties: this.resolve(Properties ?? {}, stack) as Record<string, unknown>,
        })),
    );
  }

  /** The value of a construct's attribute, such as its ARN, as it stands in the templates. */
  public valueOf(construct: IConstruct, value: string): string {
    const stack = Stack.of(construct);
    return String(this.resolve(stack.resolve(value), stack.stackName));
  }

  private resolve(value: unknown, stack: string): unknown {
    if (Array.isArray(value)) {
      return value.map((item) => this.resolve(item, stack));
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const entries = Object.entries(value);
    const [[key, argument] = ['', undefined]] = entries;
    return entries.length === 1 && (key === 'Ref' || key.startsWith('Fn::'))
      ? this.intrinsic(key, argument, stack)
      : Object.fromEntries(entries.map(([name, item]) => [name, this.resolve(item, stack)]));
  }

  private intrinsic(name: string, argument: unknown, stack: string): unknown {
    const resolved = this.resolve(argument, stack);
    switch (name) {
      case 'Ref':
        return this.attribute(stack, String(resolved), 'Ref');
      case 'Fn::GetAtt': {
        const [id, attribute] = resolved as [string, string];
        return this.attribute(stack, id, attribute);
      }
      case 'Fn::Join': {
        const [delimiter, parts] = resolved as [string, string[]];
        return parts.join(delimiter);
      }
      case 'Fn::Split': {
        const [delimiter, text] = resolved as [string, string];
        return text.split(delimiter);
      }
      case 'Fn::Select': {
        const [index, list] = resolved as [number, string[]];
        return list[Number(index)];
      }
      case 'Fn::ImportValue':
        return this.exported(String(resolved));
      default:
        throw new Error(`${name} is not known here`);
    }
  }

  private attribute(stack: string, id: string, attribute: string): string {
    if (id.startsWith('AWS::')) {
      return id;
    }
    const resource = this.templates.get(stack)?.Resources?.[id];
    const name = `${stack}.${id}`;
    switch (resource?.Type) {
      case 'AWS::S3Files::FileSystem':
        return attribute === 'FileSystemId' ? name : `${FILE_SYSTEM}/${name}`;
      case 'AWS::S3Files::AccessPoint': {
        const fileSystemId = this.resolve(resource.Properties?.FileSystemId, stack);
        return attribute === 'AccessPointArn' ? `${FILE_SYSTEM}/${fileSystemId}/access-point/${name}` : name;
      }
      default:
        return `${name}.${attribute}`;
    }
  }

  private exported(name: string): unknown {
    for (const [stack, { Outputs }] of this.templates) {
      const output = Object.values(Outputs ?? {}).find((candidate) => candidate.Export?.Name === name);
      if (output) {
        return this.resolve(output.Value, stack);
      }
    }
    throw new Error(`no stack exports ${name}`);
  }
}
