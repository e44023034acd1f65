import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Token } from 'aws-cdk-lib/core';
import { constructError, type Place } from './construct-error';
import { BOOLEAN, checkProperties, having, listOf, objectWith, type PropertyShape, STRING } from './property-check';

/** The choice of subnets. */
export interface SubnetChoice {
  readonly vpc: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
}

/**
 * Selects subnets of a VPC, and refuses a selection that matches none: CDK takes it, and writes an empty list.
 *
 * @param scope the construct that needs the subnets; none where the choice is made before there is a construct
 * @param user the words for what runs in the subnets, such as 'a function'
 */
export function selectedSubnets(scope: Place | undefined, choice: SubnetChoice, user: string): ec2.SelectedSubnets {
  const { vpc, vpcSubnets } = choice;
  checkSelection(scope, vpcSubnets);
  const selected = selectedBy(scope, choice);
  // An error before the lookup would prevent the lookup.
  if (selected.subnets.length > 0 || selected.isPendingLookup) {
    return selected;
  }
  const given = vpcSubnets
    ? `'vpcSubnets' ${wordsFor(vpcSubnets)}`
    : "the selection of subnets that holds without 'vpcSubnets'";
  throw errorAt(
    scope,
    `${given} matches no subnet of VPC '${vpc.node.path}'${zonesOf(vpc)}, and ${user} needs one: choose subnets that the VPC has, or leave 'vpcSubnets' out`,
  );
}

/**
 * Refuses subnets that are a list of unknown length, where one after the other must be named. CDK has one item in place of
 * such a list.
 */
export function refuseUnknownLength(scope: Place | undefined, subnets: readonly ec2.ISubnet[], vpc: ec2.IVpc): void {
  const unknown = subnets.some(({ subnetId, availabilityZone }) =>
    [subnetId, availabilityZone].some((text) => !Token.isUnresolved(text) && Token.isUnresolved([text])),
  );
  if (unknown) {
    throw errorAt(
      scope,
      `imported VPC '${vpc.node.path}' has a list of subnets or Availability Zones whose length only the deployment knows, and each of them is named by itself: import the VPC with as many as it has, such as 'Fn.select(0, list)' and 'Fn.select(1, list)' in place of 'list', or with 'Vpc.fromLookup'`,
    );
  }
}

/** Checks the types of a selection, which the compiler does not check for all users. */
export function checkSelection(scope: Place | undefined, vpcSubnets: ec2.SubnetSelection = {}): void {
  checkProperties<ec2.SubnetSelection>(scope ?? 'vpcSubnets', vpcSubnets, {
    availabilityZones: { shape: listOf(STRING, 'a list of Availability Zones') },
    onePerAz: { shape: BOOLEAN },
    subnetFilters: { shape: listOf(objectWith('selectSubnets', 'a SubnetFilter'), 'a list of SubnetFilters') },
    subnetGroupName: { shape: STRING },
    subnetType: { shape: SUBNET_TYPE },
    subnets: { shape: listOf(having('subnetId', 'a subnet'), 'a list of subnets') },
  });
}

/** Some of the members are the old names of others. */
const SUBNET_TYPE: PropertyShape = {
  description: 'a SubnetType, such as SubnetType.PRIVATE_WITH_EGRESS',
  matches: (value) => Object.values(ec2.SubnetType).includes(value as ec2.SubnetType),
};

/** Says of a group that there is not, or of a choice that contradicts itself, where it was made. */
function selectedBy(scope: Place | undefined, { vpc, vpcSubnets }: SubnetChoice): ec2.SelectedSubnets {
  try {
    return vpc.selectSubnets(vpcSubnets);
  } catch (error) {
    const { message } = error as Error;
    throw errorAt(
      scope,
      `'vpcSubnets' ${wordsFor(vpcSubnets ?? {})} cannot be chosen of VPC '${vpc.node.path}': ${message}`,
    );
  }
}

function wordsFor({ subnets, subnetFilters, ...plain }: ec2.SubnetSelection): string {
  const words = {
    ...plain,
    ...(subnets && { subnets: subnets.map(({ node }) => node.path) }),
    ...(subnetFilters && { subnetFilters: `${subnetFilters.length} of them` }),
  };
  return JSON.stringify(words);
}

function zonesOf({ availabilityZones }: ec2.IVpc): string {
  const known = availabilityZones.filter((zone) => !Token.isUnresolved([zone]));
  return known.length > 0 ? ` (in ${known.join(', ')})` : '';
}

function errorAt(scope: Place | undefined, message: string): Error {
  return scope ? constructError(scope, message) : new Error(message);
}
