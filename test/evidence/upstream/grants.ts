import { MountAccess } from '../../../src';
import type { DeployedResource, Deployment } from './deployment';

const EXPECTED: Record<MountAccess, string[]> = {
  [MountAccess.READ]: ['s3files:ClientMount'],
  [MountAccess.READ_WRITE]: ['s3files:ClientMount', 's3files:ClientWrite'],
  [MountAccess.ROOT]: ['s3files:ClientMount', 's3files:ClientWrite', 's3files:ClientRootAccess'],
};

export interface PolicyStatement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: { readonly StringEquals?: Record<string, unknown> };
}

export interface ClientGrants {
  readonly granted: string;
  readonly faults: string[];
}

/** The rights of a client's role on file systems, and where they differ from those that it was meant to have. */
export function clientGrants(deployment: Deployment, client: DeployedResource, access: MountAccess): ClientGrants {
  const statements = statementsOf(deployment, client).filter(({ Action }) =>
    [Action].flat().some((action) => action.startsWith('s3files:Client')),
  );
  const actions = [...new Set(statements.flatMap(({ Action }) => [Action].flat()))];
  const missing = EXPECTED[access].filter((action) => !actions.includes(action));
  const needless = actions.filter((action) => !EXPECTED[access].includes(action));
  const wide = statements.filter((statement) => !isNarrowed(statement));
  return {
    granted: `${actions.map(withoutService).join(', ')} by this access point only`,
    faults: [
      ...missing.map((action) => `does not grant ${withoutService(action)}`),
      ...needless.map((action) => `grants ${withoutService(action)} to who only reads`),
      ...(wide.length > 0 ? ['grants the whole file system'] : []),
    ],
  };
}

/** The statements in the policies of the role of a function or of a task. */
export function statementsOf(deployment: Deployment, { properties, stack }: DeployedResource): PolicyStatement[] {
  // A client names its role by the ARN, a policy by the name.
  const role = deployment.follow(properties.Role ?? properties.TaskRoleArn, stack).replace(/\.Arn$/, '');
  return deployment
    .ofType('AWS::IAM::Policy')
    .filter((policy) =>
      (policy.properties.Roles as unknown[]).some((ref) => deployment.follow(ref, policy.stack) === role),
    )
    .flatMap((policy) => (policy.properties.PolicyDocument as { Statement: PolicyStatement[] }).Statement);
}

/** True if a statement is limited to one access point: by the service's condition for it, or by the resource itself. */
function isNarrowed({ Condition, Resource }: PolicyStatement): boolean {
  return (
    Condition?.StringEquals?.['s3files:AccessPointArn'] !== undefined ||
    JSON.stringify(Resource).includes('AccessPoint')
  );
}

function withoutService(action: string): string {
  return action.replace('s3files:', '');
}
