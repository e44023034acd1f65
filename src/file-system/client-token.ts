import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';

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
