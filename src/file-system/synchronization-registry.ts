import { Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import type { ImportDataRule } from '../interfaces/import-data-rule';
import { sharedState } from '../shared-state';
import { isSameFileSystem } from './same-file-system';

/** The construct that has all rules of a file system, and to which further rules can be added. */
export interface RuleOwner extends IConstruct {
  addImportDataRule(rule: ImportDataRule): void;
}

interface Claim {
  readonly fileSystem: IS3FilesFileSystem;
  readonly owner: RuleOwner;
}

/**
 * Records that a construct has the rules of a file system.
 *
 * @throws Error if another construct has them already
 */
export function claimSynchronization(fileSystem: IS3FilesFileSystem, owner: RuleOwner): void {
  const present = synchronizationOwner(fileSystem);
  if (present) {
    throw constructError(
      owner,
      `file system '${fileSystem.node.path}' has its synchronization rules in '${present.node.path}' already, and one set replaces the other: add the rules there with 'addImportDataRule'`,
    );
  }
  claimsIn(fileSystem).push({ fileSystem, owner });
}

/** The construct that has the rules of a file system, if there is one. */
export function synchronizationOwner(fileSystem: IS3FilesFileSystem): RuleOwner | undefined {
  return claimsIn(fileSystem).find((claim) => isSameFileSystem(claim.fileSystem, fileSystem))?.owner;
}

/** The claims are kept for each stage, because each stage is deployed by itself and has rules of its own. */
function claimsIn(fileSystem: IS3FilesFileSystem): Claim[] {
  const stage = Stage.of(fileSystem) ?? fileSystem.node.root;
  return sharedState(stage, 'synchronizationClaims', (): Claim[] => []);
}
