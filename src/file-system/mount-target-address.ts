import { isIPv4, isIPv6 } from 'node:net';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import { IpAddressType, type MountTargetAddress } from '../interfaces/vpc-configuration';
import { checkProperties, having, STRING } from '../property-check';

/** Refuses addresses that no mount target could have. Tokens pass. */
export function validateAddresses(
  scope: IConstruct,
  addresses: MountTargetAddress[],
  subnets: ec2.ISubnet[],
  type: IpAddressType = IpAddressType.IPV4_ONLY,
): void {
  const seen = new Set<string>();
  for (const address of addresses) {
    checkProperties<MountTargetAddress>(scope, address, {
      subnet: { shape: having('subnetId', 'a subnet'), required: true },
      ipv4Address: { shape: STRING },
      ipv6Address: { shape: STRING },
    });
    const { subnetId, node } = address.subnet;
    if (!subnets.some((subnet) => subnet.subnetId === subnetId)) {
      throw constructError(
        scope,
        `an address is given for subnet '${node.path}', but no mount target is made there: select it in 'vpcSubnets', where the first of an Availability Zone is taken`,
      );
    }
    if (seen.has(subnetId)) {
      throw constructError(
        scope,
        `subnet '${node.path}' has its addresses twice: it has one mount target, name them once`,
      );
    }
    seen.add(subnetId);
    validateType(scope, address, type);
    validateIpv4(scope, address);
    validateIpv6(scope, address);
  }
}

function validateType(
  scope: IConstruct,
  { subnet, ipv4Address, ipv6Address }: MountTargetAddress,
  type: IpAddressType,
): void {
  if (ipv4Address !== undefined && type === IpAddressType.IPV6_ONLY) {
    throw constructError(
      scope,
      `the mount target in subnet '${subnet.node.path}' cannot have IPv4 address '${ipv4Address}' with address type IPV6_ONLY: take DUAL_STACK, or leave the address out`,
    );
  }
  if (ipv6Address !== undefined && type === IpAddressType.IPV4_ONLY) {
    throw constructError(
      scope,
      `the mount target in subnet '${subnet.node.path}' cannot have IPv6 address '${ipv6Address}' with address type IPV4_ONLY: take IPV6_ONLY or DUAL_STACK, or leave the address out`,
    );
  }
}

function validateIpv4(scope: IConstruct, { subnet, ipv4Address }: MountTargetAddress): void {
  if (ipv4Address === undefined || Token.isUnresolved(ipv4Address)) {
    return;
  }
  if (!isIPv4(ipv4Address)) {
    throw constructError(scope, `'${ipv4Address}' is no IPv4 address: give one such as '10.0.1.10'`);
  }
  const cidr = knownCidr(subnet);
  if (cidr !== undefined && !isUsable(ipv4Address, cidr)) {
    throw constructError(
      scope,
      `IPv4 address '${ipv4Address}' cannot be used in subnet '${subnet.node.path}', which has ${cidr}: give one of these, but for the first four and the last, which AWS keeps`,
    );
  }
}

function validateIpv6(scope: IConstruct, { ipv6Address }: MountTargetAddress): void {
  if (ipv6Address !== undefined && !Token.isUnresolved(ipv6Address) && !isIPv6(ipv6Address)) {
    throw constructError(scope, `'${ipv6Address}' is no IPv6 address: give one such as '2001:db8::10'`);
  }
}

/** The range of a subnet, if it is known. An imported subnet throws if its range was not given. */
function knownCidr(subnet: ec2.ISubnet): string | undefined {
  try {
    const cidr = subnet.ipv4CidrBlock;
    return Token.isUnresolved(cidr) ? undefined : cidr;
  } catch {
    return undefined;
  }
}

/**
 * AWS reserves the first four addresses and the last:
 * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
function isUsable(address: string, cidr: string): boolean {
  const [network = '', bits] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  const offset = asNumber(address) - Math.floor(asNumber(network) / size) * size;
  return offset >= 4 && offset < size - 1;
}

function asNumber(ipv4: string): number {
  return ipv4.split('.').reduce((number, octet) => number * 256 + Number(octet), 0);
}
