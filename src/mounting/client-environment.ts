import type { IResource } from 'aws-cdk-lib/core';
import { constructError } from '../construct-error';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import { areDifferent } from '../known-difference';

/**
 * Refuses a client in another account or Region than the access point, if both are known.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-s3files.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-mounting.html: from another account a client would
 * need the address of a mount target, because the name cannot be resolved there
 *
 * @param kind the word for the client in errors, such as 'function'
 * @param service the word for its service, such as 'Lambda'
 * @param client what mounts the access point
 * @param accessPoint what is mounted
 */
export function validateEnvironment(
  kind: string,
  service: string,
  client: IResource,
  accessPoint: IS3FilesAccessPoint,
): void {
  for (const part of ['account', 'region'] as const) {
    const [its, theirs] = [accessPoint.env[part], client.env[part]];
    if (areDifferent(its, theirs)) {
      throw constructError(
        client,
        `access point '${accessPoint.node.path}' is in ${part} '${its}', and ${kind} '${client.node.path}' in ${part} '${theirs}', but ${service} mounts only what is in its own: put both in one ${part}`,
      );
    }
  }
}
