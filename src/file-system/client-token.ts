import * as s3files from 'aws-cdk-lib/aws-s3files';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import { refuseSameInStack } from '../same-in-stack';

/**
 * Refuses a client token of a wrong length. The limits are those of the resource schemas of AWS::S3Files::FileSystem and
 * AWS::S3Files::AccessPoint.
 */
export function validateClientToken(scope: IConstruct, clientToken: string | undefined): void {
  if (clientToken === undefined || Token.isUnresolved(clientToken)) {
    return;
  }
  if (clientToken.length < 1 || clientToken.length > 64) {
    throw constructError(
      scope,
      `client token '${clientToken}' has ${clientToken.length} characters, the service takes 1 to 64: shorten it, or leave it out`,
    );
  }
}

/**
 * Refuses at synthesis a client token that another file system, or another access point, of the stack has: the service takes
 * the second request for the first one again, and makes nothing, says the model of its API (`clientToken` of CreateFileSystem
 * and CreateAccessPoint in @aws-sdk/client-s3files).
 */
export function refuseSameClientToken(
  scope: IConstruct,
  resource: s3files.CfnFileSystem | s3files.CfnAccessPoint,
): void {
  const isSameKind = (node: IConstruct): node is typeof resource =>
    s3files.CfnFileSystem.isCfnFileSystem(resource)
      ? s3files.CfnFileSystem.isCfnFileSystem(node)
      : s3files.CfnAccessPoint.isCfnAccessPoint(node);
  refuseSameInStack(
    scope,
    resource,
    isSameKind,
    ({ clientToken }) => clientToken,
    (token, other) =>
      `clientToken '${token}' of '${scope.node.path}' is that of '${other.node.path}', too, for whose request Amazon S3 Files would take this one: give each its own, or leave it out`,
  );
}
