import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** The service that takes a role. */
export interface RoleUser {
  /** The principal of the service, such as `lambda.amazonaws.com`. */
  readonly service: string;
  /** The service's use of the role, as words that follow its name. */
  readonly use: string;
}

/**
 * Refuses at synthesis a role whose trust policy is in this app and does not let the service take it. By then the app has
 * added to the policy what it adds. What only the deployment knows may be the service, and passes.
 *
 * @param owner the construct that was given the role
 */
export function validateTrust(owner: IConstruct, role: iam.IRoleRef, { service, use }: RoleUser): void {
  owner.node.addValidation({
    validate: () => {
      const trusted = resourceOf(role)?.flatMap(principalsOf) ?? [undefined];
      return trusted.some((principal) => principal === undefined || isService(principal, service))
        ? []
        : [
            `role '${role.node.path}' of '${owner.node.path}' trusts ${[...new Set(trusted)].join(' and ') || 'nobody'}, and not ${service}, ${use}: give one that is 'assumedBy' new iam.ServicePrincipal('${service}'), or add this to it by iam.CompositePrincipal`,
          ];
    },
  });
}

interface TrustStatement {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
}

/** The statements of the trust policy; undefined for a role that is not made in this app, or whose policy is unknown. */
function resourceOf(role: iam.IRoleRef): TrustStatement[] | undefined {
  const { defaultChild } = role.node;
  const resource = [role, defaultChild, defaultChild?.node.defaultChild].find(
    (candidate): candidate is iam.CfnRole => candidate !== undefined && iam.CfnRole.isCfnRole(candidate),
  );
  if (!resource) return undefined;
  const rendered = Stack.of(resource).resolve(resource._toCloudFormation());
  const [role_] = Object.values<{ Properties?: { AssumeRolePolicyDocument?: { Statement?: unknown } } }>(
    rendered.Resources ?? {},
  );
  const statements = role_?.Properties?.AssumeRolePolicyDocument?.Statement;
  return Array.isArray(statements) ? statements : undefined;
}

/** The principals that a statement lets in; undefined for each that may be anybody. */
function principalsOf({ Effect, Principal }: TrustStatement): (string | undefined)[] {
  if (Effect !== 'Allow') return [];
  if (typeof Principal !== 'object' || Principal === null) return [undefined];
  return Object.entries(Principal).flatMap(([kind, names]) =>
    [names].flat().map((name) => {
      if (kind === 'Service') return typeof name === 'string' ? name : undefined;
      return name === '*' || !['AWS', 'Federated', 'CanonicalUser'].includes(kind) ? undefined : KINDS[kind];
    }),
  );
}

const KINDS: Readonly<Record<string, string>> = {
  AWS: 'accounts or roles of AWS',
  Federated: 'an identity provider',
  CanonicalUser: 'a user of Amazon S3',
};

/** A principal may also name a Region, and has another ending in some partitions. */
function isService(principal: string, service: string): boolean {
  const [name] = service.split('.');
  return new RegExp(`^${name}\\.([a-z0-9-]+\\.)?amazonaws\\.com(\\.cn)?$`).test(principal);
}
