import { Template } from 'aws-cdk-lib/assertions';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Stack, StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import {
  type KafkaCluster,
  type ReplayWorkflowOptions,
  type S3FilesAccessPoint,
  S3FilesFileSystem,
  S3FilesReplayer,
  type S3FilesReplayerProps,
} from '../../../src';
import { newApp, newCluster, newStack, newVpc } from '../support/stacks';

/**
 * A stack with everything that a replayer needs: a file system with an access point at `/events`, in a VPC, and a
 * cluster.
 */
export class Pipeline {
  public readonly stack: Stack;
  public readonly vpc: ec2.Vpc;
  public readonly cluster: KafkaCluster;
  public readonly fileSystem: S3FilesFileSystem;
  public readonly accessPoint: S3FilesAccessPoint;

  constructor(
    public readonly app = newApp(),
    props: StackProps = {},
  ) {
    this.stack = newStack(app, 'Stack', props);
    this.vpc = newVpc(this.stack);
    this.cluster = newCluster(this.stack);
    this.fileSystem = new S3FilesFileSystem(this.stack, 'Files', { vpcConfiguration: { vpc: this.vpc } });
    this.accessPoint = this.fileSystem.addAccessPoint('Events', { path: '/events' });
  }

  public replayer(props: Partial<S3FilesReplayerProps> = {}, scope: Construct = this.stack): S3FilesReplayer {
    const { accessPoint, vpc, cluster } = this;
    return new S3FilesReplayer(scope, 'Replayer', { accessPoint, vpc, cluster, topic: 'events-replay', ...props });
  }

  public withWorkflow(workflow: ReplayWorkflowOptions, props: Partial<S3FilesReplayerProps> = {}): S3FilesReplayer {
    return this.replayer({ workflow, ...props });
  }
}

/** The text of each state machine's definition, with `<…>` for what is known at deployment only. */
export function definitionTexts(stack: Stack): string[] {
  const machines = Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine');
  return Object.values(machines).map(({ Properties }) => textOf(Properties.DefinitionString));
}

/** The definition of a stack's only state machine. */
export function definitionOf(stack: Stack): object {
  const texts = definitionTexts(stack);
  expect(texts).toHaveLength(1);
  return JSON.parse(texts[0]);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  const [[name, argument]] = Object.entries(value as Record<string, unknown>);
  if (name === 'Fn::Join') {
    const [delimiter, parts] = argument as [string, unknown[]];
    return parts.map(textOf).join(delimiter);
  }
  return argument === 'AWS::Partition' ? 'aws' : `<${[argument].flat().join('.')}>`;
}

/** The variables of the functions that have a variable. */
export function variablesWith(stack: Stack, variable: string): Record<string, unknown>[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'))
    .map(({ Properties }) => Properties.Environment?.Variables ?? {})
    .filter((variables) => variable in variables);
}
