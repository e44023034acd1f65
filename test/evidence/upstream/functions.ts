import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { CLIENT } from './kit';

/** A security group that lets nothing out, so that rules of both security groups are needed and can be checked. */
export function closedGroup(scope: Construct, id: string, vpc: ec2.IVpc): ec2.SecurityGroup {
  return new ec2.SecurityGroup(scope, `${id}Group`, { vpc, allowAllOutbound: false });
}

export function functionProps(vpc: ec2.IVpc, securityGroup: ec2.ISecurityGroup): lambda.FunctionProps {
  return {
    description: CLIENT,
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    vpc,
    vpcSubnets: { subnets: vpc.privateSubnets },
    securityGroups: [securityGroup],
  };
}
