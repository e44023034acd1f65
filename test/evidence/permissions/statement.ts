/** A permission of a role, as the page shows it. */
export interface Permission {
  /** Denied, not allowed. */
  readonly denied?: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
}

/** A statement as a template has it. */
export interface TemplateStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface RawResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export type RawResources = Readonly<Record<string, RawResource>>;

export interface PolicyDocument {
  readonly Statement: readonly TemplateStatement[];
}

interface RoleProperties {
  readonly AssumeRolePolicyDocument: PolicyDocument;
  readonly Policies?: readonly { readonly PolicyDocument: PolicyDocument }[];
  readonly ManagedPolicyArns?: readonly unknown[];
}

/** Everything that a role's policies allow: its inline ones, and those that are resources beside it. */
export function statementsOfRole(resources: RawResources, logicalId: string): readonly TemplateStatement[] {
  const inline = roleProperties(resources, logicalId).Policies ?? [];
  const attached = Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .map(({ Properties = {} }) => Properties as { PolicyDocument: PolicyDocument; Roles?: readonly { Ref: string }[] })
    .filter(({ Roles = [] }) => Roles.some(({ Ref }) => Ref === logicalId));
  return [...inline, ...attached].flatMap(({ PolicyDocument: document }) => document.Statement);
}

export function trustOfRole(resources: RawResources, logicalId: string): readonly TemplateStatement[] {
  return roleProperties(resources, logicalId).AssumeRolePolicyDocument.Statement;
}

export function managedPoliciesOfRole(resources: RawResources, logicalId: string): readonly unknown[] {
  return roleProperties(resources, logicalId).ManagedPolicyArns ?? [];
}

function roleProperties(resources: RawResources, logicalId: string): RoleProperties {
  const role = resources[logicalId];
  if (role?.Type !== 'AWS::IAM::Role') {
    throw new Error(`'${logicalId}' is no role of the template: give the logical id of one`);
  }
  return role.Properties as unknown as RoleProperties;
}
