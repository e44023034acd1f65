import type * as s3files from 'aws-cdk-lib/aws-s3files';
import { Lazy } from 'aws-cdk-lib/core';
import { constructError } from '../construct-error';
import type { ImportDataRule } from '../interfaces/import-data-rule';
import { BOOLEAN, checkProperties, DURATION, LIST, LOG_GROUP } from '../property-check';
import type { S3FilesFileSystemBase } from './file-system-base';
import { S3FilesSynchronization } from './synchronization';
import { type SynchronizationConfiguration, SynchronizationMode } from './synchronization-configuration';
import { claimSynchronization, type RuleOwner, synchronizationOwner } from './synchronization-registry';
import { SynchronizationRules } from './synchronization-rules';

/** Accepts the rules of a file system of this app, whichever way they are applied. */
export type RuleSink = Pick<RuleOwner, 'addImportDataRule'>;

type RuleSettings = Omit<SynchronizationConfiguration, 'mode'>;

/** Applies the rules of a file system of this app in the mode that the user chose. */
export function ownRules(
  fileSystem: S3FilesFileSystemBase,
  resource: s3files.CfnFileSystem,
  mode: SynchronizationMode,
  settings: RuleSettings,
): RuleSink {
  checkProperties(fileSystem, settings, {
    importDataRules: { shape: LIST },
    dataExpiration: { shape: DURATION },
    installLatestAwsSdk: { shape: BOOLEAN },
    logGroup: { shape: LOG_GROUP },
  });
  return mode === SynchronizationMode.CLOUDFORMATION
    ? rulesByProperty(fileSystem, resource, settings)
    : rulesByCustomResource(fileSystem, settings);
}

/** Makes the custom resource when it is first needed: without a rule the service's defaults hold, and no function is deployed. */
function rulesByCustomResource(fileSystem: S3FilesFileSystemBase, settings: RuleSettings): RuleSink {
  const needed = (): RuleOwner =>
    synchronizationOwner(fileSystem) ??
    new S3FilesSynchronization(fileSystem, 'Synchronization', { fileSystem, ...settings });
  if (settings.importDataRules?.length || settings.dataExpiration) {
    needed();
  }
  return { addImportDataRule: (rule: ImportDataRule) => needed().addImportDataRule(rule) };
}

function rulesByProperty(
  fileSystem: S3FilesFileSystemBase,
  resource: s3files.CfnFileSystem,
  settings: RuleSettings,
): RuleSink {
  if (settings.installLatestAwsSdk !== undefined) {
    throw constructError(
      fileSystem,
      `file system '${fileSystem.node.path}' has 'installLatestAwsSdk: ${settings.installLatestAwsSdk}' and the mode CLOUDFORMATION, which deploys no function that would use an SDK: leave it out, or choose SynchronizationMode.CUSTOM_RESOURCE`,
    );
  }
  if (settings.logGroup) {
    throw constructError(
      fileSystem,
      `file system '${fileSystem.node.path}' has log group '${settings.logGroup.node.path}' and the mode CLOUDFORMATION, which deploys no function that would log: leave it out, or choose SynchronizationMode.CUSTOM_RESOURCE`,
    );
  }
  const rules = new SynchronizationRules(fileSystem, fileSystem.prefix ?? '', settings);
  resource.synchronizationConfiguration = Lazy.uncachedAny({ produce: () => rules.render() });
  claimSynchronization(fileSystem, fileSystem);
  return { addImportDataRule: (rule: ImportDataRule) => rules.add(rule) };
}
