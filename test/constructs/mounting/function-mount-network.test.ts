import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, CfnParameter, Fn, type Stack } from 'aws-cdk-lib/core';
import { S3FilesFileSystem } from '../../../src';
import { newFunction, newStack, newVpc, warnings } from '../support/stacks';

const ZONES = ['eu-central-1a', 'eu-central-1b'];
const ANOTHER_VPC = "the function runs in another VPC than the file system's mount targets";

let app: App;
let stack: Stack;
beforeEach(() => {
  app = new App();
  stack = newStack(app, 'Stack', { env: { account: '123456789012', region: 'eu-central-1' } });
});

function importedVpc(id: string, vpcId: string, ...privateSubnetIds: string[]): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, id, {
    vpcId,
    availabilityZones: ZONES.slice(0, privateSubnetIds.length),
    privateSubnetIds,
    privateSubnetRouteTableIds: privateSubnetIds.map((_, index) => `rtb-${index}`), // or CDK warns
  });
}

function parameter(id: string): string {
  return new CfnParameter(stack, id).valueAsString;
}

function importedGroup(): ec2.ISecurityGroup {
  return ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123');
}

/** A function that mounts from one VPC a file system with mount targets in another, or in the same. */
function mount(ofFunction: ec2.IVpc, ofMountTargets: ec2.IVpc, props: Partial<lambda.FunctionProps> = {}): void {
  new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc: ofMountTargets } })
    .addAccessPoint('Events')
    .attachToFunction(newFunction(stack, { vpc: ofFunction, ...props }));
}

describe('certainly another VPC, which is an error:', () => {
  test('two that are imported by different ids', () => {
    mount(importedVpc('One', 'vpc-1', 'subnet-1', 'subnet-2'), importedVpc('Other', 'vpc-2', 'subnet-3', 'subnet-4'));
    expect(() => app.synth()).toThrow(`${ANOTHER_VPC} (Stack/Other): a file system can be mounted from one VPC only`);
  });

  test('two of this app', () => {
    mount(new ec2.Vpc(stack, 'One'), new ec2.Vpc(stack, 'Other'));
    expect(() => app.synth()).toThrow(ANOTHER_VPC);
  });

  test('two of this app, with a security group that does not tell its VPC', () => {
    mount(new ec2.Vpc(stack, 'One'), new ec2.Vpc(stack, 'Other'), { securityGroups: [importedGroup()] });
    expect(() => app.synth()).toThrow(ANOTHER_VPC);
  });

  test('two of this app, with subnets that are parameters', () => {
    const one = new ec2.Vpc(stack, 'One');
    const subnet = ec2.Subnet.fromSubnetAttributes(stack, 'Subnet', {
      subnetId: parameter('SubnetId'),
      availabilityZone: 'eu-central-1a',
    });
    mount(one, new ec2.Vpc(stack, 'Other'), { vpcSubnets: { subnets: [subnet] } });
    expect(() => app.synth()).toThrow(ANOTHER_VPC);
  });
});

describe('perhaps another VPC, which is a warning:', () => {
  const warning = (where: string, vpc: string) =>
    expect.stringContaining(
      `function 'Stack/Function' runs in ${where}, which is not among the subnets that are known of the VPC of the file system's mount targets (${vpc}): put the function in that VPC if it is in another, which cannot mount, or name the subnet where the VPC is imported`,
    );

  test('an imported one with literal subnets, for mount targets in one of this app', () => {
    mount(importedVpc('Imported', 'vpc-1', 'subnet-1', 'subnet-2'), newVpc(stack));
    expect(warnings(stack)).toEqual([warning('subnet-1, subnet-2', 'Stack/Vpc')]);
  });

  test('one of this app, for mount targets in an imported one with literal subnets', () => {
    mount(newVpc(stack, { maxAzs: 1 }), importedVpc('Imported', 'vpc-1', 'subnet-1'));
    expect(warnings(stack)).toEqual([warning('Stack/Vpc/PrivateSubnet1/Subnet', 'Stack/Imported')]);
  });

  test('an imported one behind an imported security group', () => {
    mount(importedVpc('One', 'vpc-1', 'subnet-1'), importedVpc('Other', 'vpc-1', 'subnet-3'), {
      securityGroups: [importedGroup()],
    });
    expect(warnings(stack)).toEqual([warning('subnet-1', 'Stack/Other')]);
  });
});

describe('nothing to say', () => {
  test.each<[string, () => void]>([
    [
      'of one VPC',
      () => {
        const vpc = importedVpc('Vpc', 'vpc-1', 'subnet-1', 'subnet-2');
        mount(vpc, vpc);
      },
    ],
    [
      'of one VPC, imported twice with different subnets',
      () => mount(importedVpc('One', 'vpc-1', 'subnet-1'), importedVpc('Other', 'vpc-1', 'subnet-2')),
    ],
    [
      'of a subnet of this app in an imported VPC',
      () => {
        const vpc = importedVpc('Vpc', 'vpc-1', 'subnet-1');
        const added = new ec2.PrivateSubnet(stack, 'Added', {
          vpcId: vpc.vpcId,
          availabilityZone: 'eu-central-1a',
          cidrBlock: '10.0.0.0/24',
        });
        mount(vpc, vpc, { vpcSubnets: { subnets: [added] }, securityGroups: [importedGroup()] });
      },
    ],
    [
      'of a VPC of this app and its import by name',
      () => {
        const vpcId = Fn.importValue('vpc-id');
        mount(newVpc(stack, { maxAzs: 1 }), importedVpc('Imported', vpcId, Fn.importValue('subnet-id')));
      },
    ],
    [
      'of VPCs that are parameters',
      () =>
        mount(
          importedVpc('One', parameter('V1'), parameter('S1')),
          importedVpc('Other', parameter('V2'), parameter('S2')),
        ),
    ],
    [
      'of literal subnets where those of the mount targets are parameters',
      () =>
        mount(importedVpc('One', parameter('V1'), 'subnet-1'), importedVpc('Other', parameter('V2'), parameter('S2'))),
    ],
    [
      'of subnets that are parameters where those of the mount targets are literal',
      () => mount(importedVpc('One', parameter('V1'), parameter('S1')), importedVpc('Other', 'vpc-1', 'subnet-1')),
    ],
    [
      'before a look-up',
      () => mount(ec2.Vpc.fromLookup(stack, 'Looked', { isDefault: true }), importedVpc('Other', 'vpc-1', 'subnet-1')),
    ],
    [
      'before the other look-up',
      () => mount(importedVpc('One', 'vpc-1', 'subnet-1'), ec2.Vpc.fromLookup(stack, 'Looked', { isDefault: true })),
    ],
  ])('%s', (_, mounted) => {
    mounted();
    expect(() => app.synth()).not.toThrow();
    expect(warnings(stack)).toEqual([]);
  });
});
