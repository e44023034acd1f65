import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/**
 * The ARN that Lambda asks for in permissions to make and remove network interfaces. Their ids are Lambda's, and unknown
 * before they are made; this is the narrowest form that it takes.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export function networkInterfacesOf(scope: IConstruct): string {
  return Stack.of(scope).formatArn({ service: 'ec2', resource: '*', resourceName: '*' });
}
