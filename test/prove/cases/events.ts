import type { ProveCase } from '../case';
import { together } from '../support/outcomes';
import { hostileBatches } from './events/batches';
import { hostilePayloads } from './events/payloads';

export const events: ProveCase = {
  name: 'events',
  about:
    'Events and payloads that nobody should send, made at random (fast-check): fields of every type, deep, huge, binary, with odd ' +
    'names. Each is answered, or refused by a sentence; nothing is written outside the root, and no content of a record is told.',
  run: async (context) => {
    const runs = context.quick ? 1000 : 10_000;
    return together([await hostileBatches(context, runs), await hostilePayloads(context, runs)]);
  },
};
