import { Token } from 'aws-cdk-lib/core';

/** The length is that of the resource schemas of AWS::S3Files::FileSystem and AWS::S3Files::AccessPoint. */
export function validateClientToken(clientToken: string | undefined): void {
  if (clientToken === undefined || Token.isUnresolved(clientToken)) {
    return;
  }
  if (clientToken.length < 1 || clientToken.length > 64) {
    throw new Error(
      `client token '${clientToken}' has ${clientToken.length} characters, the service takes 1 to 64: shorten it, or leave it out`,
    );
  }
}
