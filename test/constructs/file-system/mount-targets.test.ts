import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Fn, Lazy, type Stack, Token } from 'aws-cdk-lib/core';
import { IpAddressType, type MountTargetAddress, S3FilesFileSystem, type VpcConfiguration } from '../../../src';
import { newFunction, newStack, newVpcWithPublicSubnets, warnings } from '../support/stacks';

const MOUNT_TARGET = 'AWS::S3Files::MountTarget';

let stack: Stack;
let vpc: ec2.Vpc;
beforeEach(() => {
  stack = newStack();
  vpc = newVpcWithPublicSubnets(stack);
});

function newFileSystem(config: Partial<VpcConfiguration> = {}): S3FilesFileSystem {
  return new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc, ...config } });
}

function subnet(index: 0 | 1): ec2.ISubnet {
  const chosen = vpc.privateSubnets[index];
  if (!chosen) {
    throw new Error(`the VPC has no private subnet ${index}`);
  }
  return chosen;
}

function mountTargetIn({ subnetId }: ec2.ISubnet): Record<string, unknown> {
  const found = Template.fromStack(stack).findResources(MOUNT_TARGET, {
    Properties: { SubnetId: stack.resolve(subnetId) },
  });
  return Object.values(found)[0]?.Properties;
}

describe('security groups', () => {
  const groups = () => ['One', 'Two'].map((id) => new ec2.SecurityGroup(stack, id, { vpc, allowAllOutbound: false }));

  test('several can be given, and each lets an attached client in', () => {
    const securityGroups = groups();
    const fileSystem = newFileSystem({ securityGroups });
    const fn = newFunction(stack, { vpc });
    fileSystem.addAccessPoint('Data').attachToFunction(fn);
    const template = Template.fromStack(stack);
    template.allResourcesProperties(MOUNT_TARGET, {
      SecurityGroups: securityGroups.map(({ securityGroupId }) => stack.resolve(securityGroupId)),
    });
    for (const { securityGroupId } of securityGroups) {
      template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
        GroupId: stack.resolve(securityGroupId),
        FromPort: 2049,
        ToPort: 2049,
      });
    }
  });

  test('are given one way only', () => {
    const [securityGroup] = groups();
    expect(() => newFileSystem({ securityGroup, securityGroups: [] })).toThrow(
      "both 'securityGroup' and 'securityGroups' are given: put all of them into 'securityGroups'",
    );
  });

  test.each([
    [0, 'name one, or leave it out for a new one'],
    [101, 'name fewer'],
  ])('there cannot be %i of them', (count, mend) => {
    const securityGroups = Array.from({ length: count }, (_, index) =>
      ec2.SecurityGroup.fromSecurityGroupId(stack, `Group${index}`, `sg-${index}`),
    );
    expect(() => newFileSystem({ securityGroups })).toThrow(
      `'securityGroups' has ${count} security groups, a mount target has 1 to 100: ${mend}`,
    );
  });
});

test('of a second VPC are refused', () => {
  const fileSystem = newFileSystem();
  const other = new ec2.Vpc(stack, 'Other', { maxAzs: 2 });
  expect(() => fileSystem.addMountTargets(fileSystem, { vpc: other })).toThrow(
    "file system 'Stack/Files' has mount targets in VPC 'Stack/Vpc' and cannot have some in 'Stack/Other' as well",
  );
});

test('with IPv6 addresses only come with a warning of what clients need, others do not', () => {
  newFileSystem({ ipAddressType: IpAddressType.IPV6_ONLY });
  expect(warnings(stack)).toContainEqual(expect.stringContaining("a security group with 'allowAllIpv6Outbound: true'"));
  const dual = newStack();
  const vpcConfiguration = { vpc: newVpcWithPublicSubnets(dual), ipAddressType: IpAddressType.DUAL_STACK };
  new S3FilesFileSystem(dual, 'Files', { vpcConfiguration });
  expect(warnings(dual)).toEqual([]);
});

describe.each([IpAddressType.IPV4_ONLY, IpAddressType.IPV6_ONLY, IpAddressType.DUAL_STACK])('with %s', (type) => {
  beforeEach(() => {
    vpc = new ec2.Vpc(stack, 'DualStack', { maxAzs: 2, ipProtocol: ec2.IpProtocol.DUAL_STACK });
  });

  test('each mount target is told', () => {
    newFileSystem({ ipAddressType: type });
    Template.fromStack(stack).allResourcesProperties(MOUNT_TARGET, { IpAddressType: type });
  });

  test('the rules for a client are between security groups, whatever the addresses', () => {
    const fileSystem = newFileSystem({ ipAddressType: type });
    const client = new ec2.SecurityGroup(stack, 'Client', { vpc, allowAllOutbound: false });
    const fn = newFunction(stack, { vpc, securityGroups: [client], ipv6AllowedForDualStack: true });
    fileSystem.addAccessPoint('Data').attachToFunction(fn);
    const template = Template.fromStack(stack);
    template.resourcePropertiesCountIs(
      'AWS::EC2::SecurityGroupIngress',
      {
        FromPort: 2049,
        SourceSecurityGroupId: stack.resolve(client.securityGroupId),
        CidrIp: Match.absent(),
        CidrIpv6: Match.absent(),
      },
      1,
    );
    template.resourcePropertiesCountIs(
      'AWS::EC2::SecurityGroupEgress',
      {
        FromPort: 2049,
        GroupId: stack.resolve(client.securityGroupId),
        DestinationSecurityGroupId: Match.anyValue(),
        CidrIp: Match.absent(),
        CidrIpv6: Match.absent(),
      },
      1,
    );
  });
});

describe('addresses', () => {
  test('go to the mount target of their subnet, the others get theirs from AWS', () => {
    newFileSystem({
      ipAddressType: IpAddressType.DUAL_STACK,
      addresses: [{ subnet: subnet(1), ipv4Address: '10.0.192.10', ipv6Address: '2001:db8::10' }],
    });
    expect(mountTargetIn(subnet(1))).toMatchObject({ Ipv4Address: '10.0.192.10', Ipv6Address: '2001:db8::10' });
    expect(mountTargetIn(subnet(0))).not.toHaveProperty('Ipv4Address');
    expect(mountTargetIn(subnet(0))).not.toHaveProperty('Ipv6Address');
  });

  test.each(['10.0.128.4', '10.0.191.254'])(
    'the first and the last that AWS leaves, %s, can be used',
    (ipv4Address) => {
      expect(subnet(0).ipv4CidrBlock).toBe('10.0.128.0/18');
      expect(() => newFileSystem({ addresses: [{ subnet: subnet(0), ipv4Address }] })).not.toThrow();
    },
  );

  test.each<[string, Omit<MountTargetAddress, 'subnet'>, IpAddressType | undefined, string]>([
    ['no IPv4 address', { ipv4Address: '10.0.128' }, undefined, "'10.0.128' is no IPv4 address"],
    ['an address below the subnet', { ipv4Address: '10.0.127.9' }, undefined, 'which has 10.0.128.0/18: give one of'],
    ['an address above the subnet', { ipv4Address: '10.0.192.9' }, undefined, "cannot be used in subnet 'Stack/Vpc/"],
    ['the last that AWS keeps at the start', { ipv4Address: '10.0.128.3' }, undefined, 'which AWS keeps'],
    ['the broadcast address', { ipv4Address: '10.0.191.255' }, undefined, 'which AWS keeps'],
    ['no IPv6 address', { ipv6Address: '10.0.0.9' }, IpAddressType.IPV6_ONLY, "'10.0.0.9' is no IPv6 address"],
    [
      'an IPv4 address where there is none',
      { ipv4Address: '10.0.128.9' },
      IpAddressType.IPV6_ONLY,
      "cannot have IPv4 address '10.0.128.9' with address type IPV6_ONLY: take DUAL_STACK",
    ],
    [
      'an IPv6 address by default',
      { ipv6Address: '2001:db8::10' },
      undefined,
      "cannot have IPv6 address '2001:db8::10' with address type IPV4_ONLY: take IPV6_ONLY or DUAL_STACK",
    ],
  ])('%s is refused', (_, address, ipAddressType, message) => {
    expect(() => newFileSystem({ ipAddressType, addresses: [{ subnet: subnet(0), ...address }] })).toThrow(message);
  });

  test('of a subnet without a mount target are refused', () => {
    const [publicSubnet] = vpc.publicSubnets;
    expect(publicSubnet).toBeDefined();
    const addresses = publicSubnet ? [{ subnet: publicSubnet, ipv4Address: '10.0.0.10' }] : [];
    expect(() => newFileSystem({ addresses })).toThrow(
      "an address is given for subnet 'Stack/Vpc/PublicSubnet1', but no mount target is made there: select it",
    );
  });

  test('of one subnet stand in one place', () => {
    const addresses = [
      { subnet: subnet(0), ipv4Address: '10.0.128.9' },
      { subnet: subnet(0), ipv4Address: '10.0.128.10' },
    ];
    expect(() => newFileSystem({ addresses })).toThrow("subnet 'Stack/Vpc/PrivateSubnet1' has its addresses twice");
  });

  test('that are tokens pass, and so does any address of a subnet whose range is not known', () => {
    const imported = ec2.Vpc.fromVpcAttributes(stack, 'Imported', {
      vpcId: 'vpc-1',
      availabilityZones: ['a', 'b'],
      isolatedSubnetIds: ['subnet-a', 'subnet-b'],
    });
    const [first, second] = imported.isolatedSubnets;
    const addresses = [
      { subnet: first, ipv4Address: Lazy.string({ produce: () => '192.0.2.1' }) },
      { subnet: second, ipv4Address: '192.0.2.2' },
    ].flatMap(({ subnet: of, ipv4Address }) => (of ? [{ subnet: of, ipv4Address }] : []));
    vpc = imported as ec2.Vpc;
    newFileSystem({ addresses });
    Template.fromStack(stack).hasResourceProperties(MOUNT_TARGET, {
      SubnetId: 'subnet-a',
      Ipv4Address: '192.0.2.1',
    });
  });

  test('of a subnet whose range is a token pass', () => {
    const ranged = ec2.Subnet.fromSubnetAttributes(stack, 'Ranged', {
      subnetId: 'subnet-r',
      availabilityZone: 'r',
      ipv4CidrBlock: Token.asString({ Ref: 'Range' }),
    });
    const config = { vpcSubnets: { subnets: [ranged] }, addresses: [{ subnet: ranged, ipv4Address: '192.0.2.1' }] };
    expect(() => newFileSystem(config)).not.toThrow();
  });
});

describe('subnets', () => {
  test.each<[string, ec2.SubnetSelection, string]>([
    [
      'of a zone that the VPC has not',
      { availabilityZones: ['x'] },
      '\'vpcSubnets\' {"availabilityZones":["x"]} matches no',
    ],
    ['of an empty list', { subnets: [] }, "'vpcSubnets' {\"subnets\":[]} matches no subnet of VPC 'Stack/Vpc'"],
    [
      'that no filter lets through',
      { subnetFilters: [ec2.SubnetFilter.byIds(['subnet-0'])] },
      '\'vpcSubnets\' {"subnetFilters":"1 of them"} matches no subnet',
    ],
  ])('%s are refused', (_, vpcSubnets, message) => {
    expect(() => newFileSystem({ vpcSubnets })).toThrow(message);
  });

  test('of a VPC that is looked up are taken, whatever they will be', () => {
    const env = { account: '123456789012', region: 'eu-central-1' };
    const far = newStack(undefined, 'Stack', { env });
    const lookedUp = ec2.Vpc.fromLookup(far, 'Theirs', { vpcId: 'vpc-1' });
    const vpcSubnets = { availabilityZones: ['eu-central-1a'] };
    expect(lookedUp.selectSubnets(vpcSubnets).subnets).toEqual([]);
    new S3FilesFileSystem(far, 'Files', { vpcConfiguration: { vpc: lookedUp, vpcSubnets } });
  });

  test('that are a list of a length which only the deployment knows are refused, with the way out', () => {
    const imported = ec2.Vpc.fromVpcAttributes(stack, 'Theirs', {
      vpcId: Fn.importValue('vpc'),
      availabilityZones: Fn.split(',', Fn.importValue('zones')),
      privateSubnetIds: Fn.split(',', Fn.importValue('subnets')),
    });
    expect(() => newFileSystem({ vpc: imported })).toThrow(
      "imported VPC 'Stack/Theirs' has a list of subnets or Availability Zones whose length only the deployment knows",
    );
  });

  test('that are tokens, each by itself, are taken', () => {
    const list = Fn.split(',', Fn.importValue('subnets'));
    const imported = ec2.Vpc.fromVpcAttributes(stack, 'Theirs', {
      vpcId: Fn.importValue('vpc'),
      availabilityZones: ['a', 'b'],
      privateSubnetIds: [Fn.select(0, list), Fn.select(1, list)],
    });
    newFileSystem({ vpc: imported });
    Template.fromStack(stack).resourceCountIs(MOUNT_TARGET, 2);
  });
});
