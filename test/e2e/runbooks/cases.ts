import type { Cases } from './case';
import { CANNOT_MOUNT } from './cases/cannot-mount';
import { CUSTOM_RESOURCE } from './cases/custom-resource';
import { DELETION_REFUSED } from './cases/deletion-refused';
import { EXPORT_FAILURES } from './cases/export-failures';
import { INDEX } from './cases/index-page';
import { LAG_GROWS } from './cases/lag-grows';
import { NO_FILES } from './cases/no-files';
import { REPLAY_STUCK } from './cases/replay-stuck';
import { SET_ASIDE } from './cases/set-aside';

/** The cases of each page. */
export const CASES: Readonly<Record<string, Cases>> = {
  README: INDEX,
  'no-files': NO_FILES,
  'lag-grows': LAG_GROWS,
  'export-failures': EXPORT_FAILURES,
  'set-aside': SET_ASIDE,
  'replay-stuck': REPLAY_STUCK,
  'custom-resource': CUSTOM_RESOURCE,
  'cannot-mount': CANNOT_MOUNT,
  'deletion-refused': DELETION_REFUSED,
};

const STAND_INS = 'test/e2e/synchronization-runbook.test.ts runs it, against stand-ins of the services that remember';

/** Commands that this test does not run, by how they begin, and why. */
export const RUN_ELSEWHERE: readonly { readonly begins: string; readonly why: string }[] = [
  { begins: 'chown', why: 'it changes the owner of directories on a mount, which takes root and a mount' },
  { begins: 'aws cloudformation continue-update-rollback', why: STAND_INS },
  {
    begins: 'aws s3files get-synchronization-configuration --file-system-id "$FILE_SYSTEM" > rules.json',
    why: STAND_INS,
  },
  { begins: 'aws s3files put-synchronization-configuration', why: STAND_INS },
  { begins: 'until aws cloudformation delete-stack', why: STAND_INS },
  { begins: 'for FILE_SYSTEM in', why: STAND_INS },
];
