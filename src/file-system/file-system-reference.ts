import * as s3files from 'aws-cdk-lib/aws-s3files';
import type { Construct } from 'constructs';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import { ImportedFileSystem } from './imported-file-system';

/**
 * The full construct behind a file system that may be given as an L1 or as a construct of another library.
 *
 * @param scope where a file system that only tells its ARN is imported
 * @param fileSystem as the user gave it
 */
export function fileSystemOf(scope: Construct, fileSystem: s3files.IFileSystemRef): IS3FilesFileSystem {
  if (isS3FilesFileSystem(fileSystem)) return fileSystem;
  const { fileSystemArn } = fileSystem.fileSystemRef;
  const prefix = s3files.CfnFileSystem.isCfnFileSystem(fileSystem) ? fileSystem.prefix : undefined;
  return new ImportedFileSystem(scope, 'FileSystem', { fileSystemArn, prefix }, fileSystem.env);
}

function isS3FilesFileSystem(fileSystem: s3files.IFileSystemRef): fileSystem is IS3FilesFileSystem {
  return 'mountTargetsAvailable' in fileSystem;
}
