import type { IConstruct } from 'constructs';
import type { IS3FilesFileSystem } from './file-system-base';
import type { ImportDataRule } from './import-data-rule';

/** Whoever knows all rules of a file system, so that one more can be added. */
export interface RuleOwner extends IConstruct {
  addImportDataRule(rule: ImportDataRule): void;
}

/** For each app, by the file system's id: two imports of one file system are one. */
const OWNERS = new WeakMap<IConstruct, Map<string, RuleOwner>>();

export function claimSynchronization(fileSystem: IS3FilesFileSystem, owner: RuleOwner): void {
  const owners = ownersIn(fileSystem);
  const present = owners.get(fileSystem.fileSystemId);
  if (present) {
    throw new Error(
      `file system '${fileSystem.node.path}' has its synchronization rules in '${present.node.path}' already, and one set replaces the other: add the rules there with 'addImportDataRule'`,
    );
  }
  owners.set(fileSystem.fileSystemId, owner);
}

export function synchronizationOwner(fileSystem: IS3FilesFileSystem): RuleOwner | undefined {
  return ownersIn(fileSystem).get(fileSystem.fileSystemId);
}

function ownersIn(fileSystem: IS3FilesFileSystem): Map<string, RuleOwner> {
  const app = fileSystem.node.root;
  const owners = OWNERS.get(app) ?? new Map<string, RuleOwner>();
  OWNERS.set(app, owners);
  return owners;
}
