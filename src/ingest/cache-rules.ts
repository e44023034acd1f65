import { Annotations, Size } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { SMALL_BELOW_BYTES } from '../contract/ingest-defaults';
import { isImportedFileSystem } from '../file-system/imported-file-system';
import type { RequestedRule } from '../file-system/requested-rule';
import { rootKey } from '../file-system/root-key';
import { synchronizationOwner } from '../file-system/synchronization-registry';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import { type ImportDataRule, ImportDataRuleTrigger } from '../interfaces/import-data-rule';
import { fileSizeLessThan, type WrittenClass, type WrittenFiles } from './written-files';

/**
 * Small files are imported when they are opened, and not when their directory is listed: a replay lists all and reads each
 * once. What is larger streams from the bucket at the price of a GET.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-metering.html
 */
const COMMON_RULE = { sizeLessThan: Size.bytes(SMALL_BELOW_BYTES), trigger: ImportDataRuleTrigger.ON_FILE_ACCESS };

/** Adds the rules by which files are kept in fast storage: one for the access point, and one for each class that asks. */
export function addCacheRules(scope: Construct, accessPoint: IS3FilesAccessPoint, files: WrittenFiles): void {
  const { fileSystem } = accessPoint;
  if (isImportedFileSystem(fileSystem) && !synchronizationOwner(fileSystem)) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3files:cacheRulesOfImportedFileSystem',
      `file system '${fileSystem.node.path}' was imported, so that the size classes' rules for its fast storage are not applied: make 'new S3FilesSynchronization(…, { fileSystem })' with all of its rules before this construct`,
    );
    return;
  }
  const add = (rule: RequestedRule) => fileSystem.addImportDataRule(rule);
  const requestedBy = scope.node.path;
  const directory = rootKey(accessPoint);
  for (const prefix of commonDirectories(files)) {
    add({ prefix: `${directory}${prefix}`, ...COMMON_RULE, requestedBy, isDefault: true });
  }
  for (const sizeClass of files.classes) {
    const rule = classRule(sizeClass, directory, files);
    if (rule) {
      add({ ...rule, requestedBy });
    }
  }
}

/**
 * The place of the common rule, below the access point: at its root, by one rule for all classes. A class that wants no rule
 * would be covered there, so that each class which leaves it open has the rule to itself then.
 */
function commonDirectories({ classes }: WrittenFiles): string[] {
  const open = classes.filter(({ cacheSizeLessThan }) => cacheSizeLessThan === undefined);
  const noneWanted = classes.some(({ cacheSizeLessThan }) => cacheSizeLessThan?.toBytes() === 0);
  return noneWanted ? open.map(({ prefix }) => prefix) : open.slice(0, 1).map(() => '');
}

function classRule(sizeClass: WrittenClass, directory: string, files: WrittenFiles): ImportDataRule | undefined {
  const { cacheSizeLessThan, cacheTrigger, layout, prefix } = sizeClass;
  return cacheSizeLessThan === undefined || cacheSizeLessThan.toBytes() === 0
    ? undefined
    : {
        prefix: `${directory}${prefix}`,
        sizeLessThan: fileSizeLessThan(cacheSizeLessThan, layout, files),
        trigger: cacheTrigger ?? COMMON_RULE.trigger,
      };
}
