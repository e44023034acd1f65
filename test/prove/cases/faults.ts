import { whatSlowMountLacks } from '../../../local/slow-mount/slow-mount-program';
import type { ProveCase } from '../case';
import { together } from '../support/outcomes';
import { faultyIngest } from './faults/ingest';
import { faultyReplayer } from './faults/replayer';
import { vanishingUnderIngest, vanishingUnderReplayer } from './faults/vanishing';

export const faults: ProveCase = {
  name: 'faults',
  about:
    'Each operation of the mount fails with EIO, ENOSPC, ESTALE, EDQUOT and EACCES, always or now and then, or never returns, ' +
    'while records are ingested and replayed; and the mount goes away in the middle of a batch. Answers must come before the ' +
    'deadline, and what they do not report must be there.',
  lacks: () => whatSlowMountLacks(),
  run: async (context) =>
    together([
      ...(await Promise.all([faultyIngest(context, 'perRecord'), faultyIngest(context, 'segments')])),
      ...(await Promise.all([faultyReplayer(context, 'perRecord'), faultyReplayer(context, 'segments')])),
      await vanishingUnderIngest(context),
      await vanishingUnderReplayer(context),
    ]),
};
