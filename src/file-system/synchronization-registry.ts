import { Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { IS3FilesFileSystem } from './file-system-base';
import type { ImportDataRule } from './import-data-rule';

/** Whoever knows all rules of a file system, so that one more can be added. */
export interface RuleOwner extends IConstruct {
  addImportDataRule(rule: ImportDataRule): void;
}

/** For each stage, by account, Region and id: two imports of one file system are one. */
const OWNERS = new WeakMap<IConstruct, Map<string, RuleOwner>>();

export function claimSynchronization(fileSystem: IS3FilesFileSystem, owner: RuleOwner): void {
  const owners = ownersIn(fileSystem);
  const present = owners.get(keyOf(fileSystem));
  if (present) {
    throw new Error(
      `file system '${fileSystem.node.path}' has its synchronization rules in '${present.node.path}' already, and one set replaces the other: add the rules there with 'addImportDataRule'`,
    );
  }
  owners.set(keyOf(fileSystem), owner);
}

export function synchronizationOwner(fileSystem: IS3FilesFileSystem): RuleOwner | undefined {
  return ownersIn(fileSystem).get(keyOf(fileSystem));
}

function ownersIn(fileSystem: IS3FilesFileSystem): Map<string, RuleOwner> {
  const stage = Stage.of(fileSystem) ?? fileSystem.node.root;
  const owners = OWNERS.get(stage) ?? new Map<string, RuleOwner>();
  OWNERS.set(stage, owners);
  return owners;
}

function keyOf({ env, fileSystemId }: IS3FilesFileSystem): string {
  return `${env.account}/${env.region}/${fileSystemId}`;
}
