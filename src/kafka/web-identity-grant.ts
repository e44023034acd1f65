import * as iam from 'aws-cdk-lib/aws-iam';
import { WEB_IDENTITY_TOKEN } from '../contract/web-identity-token';

/**
 * Grants tokens for the brokers to Lambda's pollers, which use the role of the function. The algorithm and the lifetime are
 * not narrowed, since AWS does not document which ones the pollers ask for.
 *
 * @param audience the audience of the tokens; undefined if the brokers take no such tokens, so that nothing is granted
 */
export function grantTokensToPollers(grantee: iam.IGrantable, audience: string | undefined): void {
  grantTokens(grantee, audience, {});
}

/** Grants tokens for the brokers to the producer, with the algorithm and the lifetime that it asks for. */
export function grantTokensToProducer(grantee: iam.IGrantable, audience: string | undefined): void {
  grantTokens(grantee, audience, {
    StringEquals: { 'sts:SigningAlgorithm': WEB_IDENTITY_TOKEN.signingAlgorithm },
    NumericLessThanEquals: { 'sts:DurationSeconds': WEB_IDENTITY_TOKEN.durationSeconds },
  });
}

/** Grants tokens: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_policies.html */
function grantTokens(grantee: iam.IGrantable, audience: string | undefined, narrower: iam.Conditions): void {
  if (audience === undefined) {
    return;
  }
  iam.Grant.addToPrincipal({
    grantee,
    actions: ['sts:GetWebIdentityToken'],
    // The action knows no resources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
    resourceArns: ['*'],
    conditions: {
      // A token may be for several audiences. All of them must be the brokers', and there must be one:
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
      'ForAllValues:StringEquals': { 'sts:IdentityTokenAudience': [audience] },
      Null: { 'sts:IdentityTokenAudience': 'false' },
      ...narrower,
    },
  });
}
