import type * as iam from 'aws-cdk-lib/aws-iam';
import type { App } from 'aws-cdk-lib/core';
import type { IS3FilesAccessPoint, IS3FilesFileSystem } from '../../../src';
import { Templates } from './templates';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Record<string, string | string[]>;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: Record<string, Record<string, string | string[]>>;
}

interface Document {
  readonly Statement: Statement[];
}

export interface MountRequest {
  readonly client: iam.IRole;
  readonly fileSystem: IS3FilesFileSystem;
  readonly accessPoint?: IS3FilesAccessPoint;
  /** @default 's3files:ClientMount' */
  readonly action?: string;
}

interface Context {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly keys: Record<string, string | undefined>;
}

/**
 * Decides on mounts as IAM does for a role within one account: an explicit deny in any policy wins, else one allow in
 * either kind of policy suffices.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export class Iam {
  private readonly templates: Templates;

  constructor(app: App) {
    this.templates = new Templates(app);
  }

  public allows({ client, fileSystem, accessPoint, action = 's3files:ClientMount' }: MountRequest): boolean {
    const context: Context = {
      role: this.templates.valueOf(client, client.roleArn),
      action,
      resource: this.templates.valueOf(fileSystem, fileSystem.fileSystemArn),
      keys: {
        's3files:AccessPointArn': accessPoint && this.templates.valueOf(accessPoint, accessPoint.accessPointArn),
      },
    };
    const effects = [
      ...this.identityStatements(client),
      ...this.resourceStatements(fileSystem).filter((statement) => namesPrincipal(statement, context.role)),
    ]
      .filter((statement) => applies(statement, context))
      .map(({ Effect }) => Effect);
    return effects.includes('Allow') && !effects.includes('Deny');
  }

  private identityStatements(client: iam.IRole): Statement[] {
    const name = this.templates.valueOf(client, client.roleName);
    const own = this.templates
      .resourcesOf('AWS::IAM::Policy')
      .filter(({ properties: { Roles } }) => Array.isArray(Roles) && Roles.includes(name))
      .flatMap(({ properties: { PolicyDocument } }) => (PolicyDocument as Document).Statement);
    const managed = this.templates
      .resourcesOf('AWS::IAM::Role')
      .filter(({ ref }) => ref === name)
      .flatMap(({ properties: { ManagedPolicyArns } }) => (ManagedPolicyArns as string[] | undefined) ?? [])
      .map(managedStatement);
    return [...own, ...managed];
  }

  private resourceStatements(fileSystem: IS3FilesFileSystem): Statement[] {
    const id = this.templates.valueOf(fileSystem, fileSystem.fileSystemId);
    return this.templates
      .resourcesOf('AWS::S3Files::FileSystemPolicy')
      .filter(({ properties: { FileSystemId } }) => FileSystemId === id)
      .flatMap(({ properties: { Policy } }) => (Policy as Document).Statement);
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-security-iam-awsmanpol.html */
function managedStatement(arn: string): Statement {
  if (!arn.endsWith(':policy/AmazonS3FilesClientFullAccess')) {
    throw new Error(`the managed policy ${arn} is not known here`);
  }
  return {
    Effect: 'Allow',
    Action: ['s3files:ClientMount', 's3files:ClientWrite', 's3files:ClientRootAccess'],
    Resource: '*',
  };
}

/**
 * An Allow for the account leaves the decision to identity policies; a Deny for it holds for everybody in it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function namesPrincipal({ Effect, Principal }: Statement, role: string): boolean {
  const named = typeof Principal === 'string' ? [Principal] : [Principal?.AWS ?? []].flat();
  return named.some(
    (principal) => principal === '*' || principal === role || (Effect === 'Deny' && principal.endsWith(':root')),
  );
}

function applies({ Action, Resource, Condition }: Statement, context: Context): boolean {
  return (
    [Action].flat().some((pattern) => matches(pattern, context.action)) &&
    [Resource].flat().some((pattern) => matches(pattern, context.resource)) &&
    Object.entries(Condition ?? {}).every(([operator, keys]) => holds(operator, keys, context))
  );
}

function matches(pattern: string, value: string): boolean {
  return pattern.endsWith('*') ? value.startsWith(pattern.slice(0, -1)) : pattern === value;
}

/** A key that is missing equals nothing, so that a negated operator holds. */
function holds(operator: string, keys: Record<string, string | string[]>, context: Context): boolean {
  return Object.entries(keys).every(([key, expected]) => {
    const equal = [expected].flat().some((value) => value === context.keys[key]);
    switch (operator) {
      case 'StringEquals':
        return equal;
      case 'StringNotEquals':
        return !equal;
      default:
        throw new Error(`the operator ${operator} is not known here`);
    }
  });
}
