import type { ProveCase } from '../case';
import { together } from '../support/outcomes';
import { killIngest } from './kills/ingest';
import { killReplayer } from './kills/replayer';
import { killWorkflow } from './kills/workflow';

/** The case of the kills: half of a thousand random moments hit the ingest, and half the replay. */
export const kills: ProveCase = {
  name: 'kills',
  about:
    'Execution environments are killed (SIGKILL) at random moments: of the ingest within a batch, of the replayer, which is ' +
    "resumed from its last cursor, and of the workflow's children, which go on from their checkpoints; both layouts.",
  run: async (context) => {
    const [ingest, replayer, workflow] = context.quick ? [10, 6, 8] : [250, 200, 100];
    // The first two mostly wait for processes to start and for the rate of the replay.
    const both = await Promise.all([killIngest(context, ingest), killReplayer(context, replayer)]);
    return together([...both, await killWorkflow(context, workflow)]);
  },
};
