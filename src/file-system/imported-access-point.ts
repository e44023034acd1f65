import { Fn, Token } from 'aws-cdk-lib/core';
import type * as interfaces from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { constructError, type Place, placeOf } from '../construct-error';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import { checkProperties, having, listOf, STRING } from '../property-check';
import { S3FilesAccessPointBase } from './access-point-base';
import { validatePath } from './access-point-identity';
import type { S3FilesAccessPointAttributes } from './access-point-props';
import { ImportedFileSystem, warnOfUnknownSecurityGroup } from './imported-file-system';

/** An access point that was made elsewhere, and its file system, which its ARN names. */
export class ImportedAccessPoint extends S3FilesAccessPointBase {
  public readonly accessPointId: string;
  public readonly accessPointArn: string;
  public readonly fileSystem: IS3FilesFileSystem;
  public readonly rootDirectory: string;

  /** @param env the account and Region, where they are known better than from the ARN */
  constructor(scope: Construct, id: string, attrs: S3FilesAccessPointAttributes, env?: interfaces.ResourceEnvironment) {
    const place = placeOf(scope, id);
    checkProperties(place, attrs, {
      accessPointArn: { shape: STRING, required: true },
      securityGroup: { shape: having('securityGroupId', 'a security group') },
      mountTargets: { shape: listOf(having('mountTargetRef', 'a mount target'), 'a list of mount targets') },
      rootDirectory: { shape: STRING },
      bucket: { shape: having('bucketRef', 'a bucket') },
      prefix: { shape: STRING },
    });
    const { accessPointArn, rootDirectory, ...fileSystem } = attrs;
    validateArn(place, accessPointArn);
    validatePath(place, rootDirectory ?? '/');
    super(scope, id, env ?? { environmentFromArn: accessPointArn });
    // arn:…:file-system / fs-… / access-point / fsap-…
    const [fileSystemResource, fileSystemId, , accessPointId] = Fn.split('/', accessPointArn, 4);
    this.accessPointArn = accessPointArn;
    this.accessPointId = accessPointId;
    this.rootDirectory = rootDirectory ?? '/';
    this.fileSystem = new ImportedFileSystem(
      this,
      'FileSystem',
      { ...fileSystem, fileSystemArn: `${fileSystemResource}/${fileSystemId}`, fileSystemId },
      env,
    );
    warnOfUnknownSecurityGroup(this.fileSystem, "give 'securityGroup' where the access point is imported");
  }
}

function validateArn(scope: Place, accessPointArn: string): void {
  if (!Token.isUnresolved(accessPointArn) && !/:file-system\/[^/]+\/access-point\/[^/]+$/.test(accessPointArn)) {
    throw constructError(
      scope,
      `'${accessPointArn}' is not the ARN of an access point: it ends in ':file-system/fs-…/access-point/fsap-…'`,
    );
  }
}
