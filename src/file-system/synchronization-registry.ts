import { Stage, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import type { ImportDataRule } from '../interfaces/import-data-rule';
import { sharedState } from '../shared-state';

/** Whoever knows all rules of a file system, so that one more can be added. */
export interface RuleOwner extends IConstruct {
  addImportDataRule(rule: ImportDataRule): void;
}

interface Claim {
  readonly fileSystem: IS3FilesFileSystem;
  readonly owner: RuleOwner;
}

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

export function synchronizationOwner(fileSystem: IS3FilesFileSystem): RuleOwner | undefined {
  return claimsIn(fileSystem).find((claim) => isSame(claim.fileSystem, fileSystem))?.owner;
}

/** The claims of one stage: two stages are two deployments, each with rules of its own. */
function claimsIn(fileSystem: IS3FilesFileSystem): Claim[] {
  const stage = Stage.of(fileSystem) ?? fileSystem.node.root;
  return sharedState(stage, 'synchronizationClaims', (): Claim[] => []);
}

/** Two imports of one file system are one, also where one names the account and the Region and the other does not. */
function isSame(a: IS3FilesFileSystem, b: IS3FilesFileSystem): boolean {
  if (a.fileSystemArn === b.fileSystemArn) {
    return true;
  }
  const sameId = a.fileSystemId === b.fileSystemId;
  return sameId && mayBeSame(a.env.account, b.env.account) && mayBeSame(a.env.region, b.env.region);
}

function mayBeSame(a: string, b: string): boolean {
  return a === b || Token.isUnresolved(a) || Token.isUnresolved(b);
}
