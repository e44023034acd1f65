import * as s3files from 'aws-cdk-lib/aws-s3files';
import type { Construct, IConstruct } from 'constructs';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import { constructBehind } from './construct-behind';
import { ImportedFileSystem } from './imported-file-system';

/**
 * The full construct behind a file system that may be given as an L1 or as a construct of another library.
 *
 * @param scope where a file system that only tells its ARN is imported
 * @param fileSystem as the user gave it
 */
export function fileSystemOf(scope: Construct, fileSystem: s3files.IFileSystemRef): IS3FilesFileSystem {
  const known = constructBehind(fileSystem, isS3FilesFileSystem);
  if (known) return known;
  const { fileSystemArn } = fileSystem.fileSystemRef;
  const prefix = s3files.CfnFileSystem.isCfnFileSystem(fileSystem) ? fileSystem.prefix : undefined;
  return new ImportedFileSystem(scope, 'FileSystem', { fileSystemArn, prefix }, fileSystem.env);
}

export function isS3FilesFileSystem(construct: IConstruct): construct is IS3FilesFileSystem {
  return 'mountTargetsAvailable' in construct && 'fileSystemRef' in construct;
}
