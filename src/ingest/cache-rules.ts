import { Annotations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { isImportedFileSystem } from '../file-system/imported-file-system';
import { rootKey } from '../file-system/root-key';
import { synchronizationOwner } from '../file-system/synchronization-registry';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import type { ImportDataRule } from '../interfaces/import-data-rule';
import { DEFAULT_CACHE_TRIGGER, type SizeClass } from './size-class';
import { fileSizeLessThan, type WrittenFiles } from './written-files';

/** Adds the rules by which the size classes' files are kept in fast storage. */
export function addCacheRules(
  scope: Construct,
  accessPoint: IS3FilesAccessPoint,
  classes: SizeClass[],
  files: WrittenFiles,
): void {
  const rules = classes.flatMap((sizeClass) => cacheRule(sizeClass, rootKey(accessPoint), files));
  const { fileSystem } = accessPoint;
  if (isImportedFileSystem(fileSystem) && !synchronizationOwner(fileSystem)) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3files:cacheRulesOfImportedFileSystem',
      `file system '${fileSystem.node.path}' was imported, so that the size classes' rules for its fast storage are not applied: make 'new S3FilesSynchronization(…, { fileSystem })' with all of its rules before this construct`,
    );
    return;
  }
  rules.forEach((rule) => {
    fileSystem.addImportDataRule(rule);
  });
}

function cacheRule(sizeClass: SizeClass, directory: string, files: WrittenFiles): ImportDataRule[] {
  const bound = sizeClass.cacheSizeLessThan ?? sizeClass.sizeLessThan;
  if (!bound) {
    return [];
  }
  return [
    {
      prefix: `${directory}${sizeClass.prefix}`,
      sizeLessThan: fileSizeLessThan(bound, files),
      trigger: sizeClass.cacheTrigger ?? DEFAULT_CACHE_TRIGGER,
    },
  ];
}
