import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { validateKey } from '../key-check';
import { keyInPolicy } from '../key-in-policy';
import { areDifferent } from '../known-difference';
import { watchedRole } from '../mounting/watched-role';
import { validateTrust } from '../role-trust';

/**
 * Prepares a role that was given for a function in a VPC: grants it what the roles have that are made for functions, the
 * log and the network interfaces, and has it watched for grants that it does not take.
 *
 * For a role that is made, CDK attaches the managed policies `AWSLambdaBasicExecutionRole` and
 * `AWSLambdaVPCAccessExecutionRole`. These statements are what the two allow and the function needs; an imported role takes
 * statements, and no managed policy.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
 *
 * @param owner the construct that was given the role
 * @returns what the function is to be given
 */
export function givenRole(owner: Construct, given: iam.IRole, logGroup: logs.ILogGroup): iam.IRole {
  validateAccount(owner, given);
  validateTrust(owner, given, { service: 'lambda.amazonaws.com', use: 'which runs the function with it' });
  const role = watchedRole(owner, given);
  for (const [actions, resource] of [
    [['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn],
    // Amazon EC2 knows no resources for what describes them.
    [['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'], '*'],
    [
      [
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:AssignPrivateIpAddresses',
        'ec2:UnassignPrivateIpAddresses',
      ],
      // The ids of interfaces are unknown before they are made, and subnets that another account shares are of that account.
      Stack.of(owner).formatArn({ service: 'ec2', account: '*', resource: '*', resourceName: '*' }),
    ],
  ] as const) {
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: [...actions], resources: [resource] }));
  }
  return role;
}

/**
 * Grants decrypting the environment, in the policy of the role: the policy of an imported key cannot be changed. Lambda
 * decrypts with the function's role when it starts the function. There is no condition on `kms:ViaService`, because that
 * it holds for these calls is not documented.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
 * https://repost.aws/knowledge-center/lambda-kmsaccessdeniedexception-errors
 */
export function grantEnvironmentKey(owner: Construct, grantee: iam.IGrantable, key: kms.IKey | undefined): void {
  if (!key) return;
  validateKey(owner, 'environmentEncryption', key);
  iam.Grant.addToPrincipal({ grantee, actions: ['kms:Decrypt'], ...keyInPolicy(key) });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
function validateAccount(owner: Construct, role: iam.IRole): void {
  const { account } = Stack.of(owner);
  if (areDifferent(role.env.account, account)) {
    throw constructError(
      owner,
      `role '${role.node.path}' is in account '${role.env.account}', and a function in '${account}' takes a role of its own account only: give one of '${account}'`,
    );
  }
}
