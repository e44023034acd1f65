import { answer, found, metric, said } from '../answers';
import type { Case, Cases } from '../case';
import { VARIABLES } from '../world';

const pollers = (lag: number[], running: number[]): Case => ({
  answers: [
    metric('MaxOffsetLag', 'Maximum', ...lag),
    metric('ProvisionedPollers', 'Maximum', ...running),
    answer('lambda ListEventSourceMappings', {
      EventSourceMappings: [
        {
          UUID: VARIABLES.MAPPING,
          Topics: ['events'],
          ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 5 },
        },
      ],
    }),
  ],
});

const held = (throttles: number[], duration: number[], latency: number[]): Case => ({
  answers: [
    metric('Throttles', 'Sum', ...throttles),
    metric('Duration', 'Maximum', ...duration),
    metric(said('WriteLatencyMs'), 'Average', ...latency),
  ],
});

export const LAG_GROWS: Cases = {
  cases: {
    deadline: { answers: found({ problem: said('the deadline came before it was written'), records: '250' }) },
    mount: { answers: found({ code: 'EIO', problem: 'EIO: i/o error, write', records: '50' }) },
    directory: { answers: found({ code: 'EACCES', problem: 'EACCES: permission denied, mkdir', records: '50' }) },
    none: { answers: found() },
    'all-busy': pollers([41_000, 52_000, 64_000], [5, 5, 5]),
    'to-spare': pollers([41_000, 52_000, 64_000], [2, 2, 2]),
    falling: pollers([64_000, 31_000, 900], [5, 5, 3]),
    throttled: held([12, 30], [4100, 4300], [19, 21]),
    'slow-mount': held([], [52_000, 58_000], [880, 910]),
    'slow-function': held([], [280_000, 299_000], [22, 21]),
  },
  mends: {
    '--provisioned-poller-config': { answers: [answer('lambda UpdateEventSourceMapping', { State: 'Updating' })] },
    'get-account-settings': {
      answers: [
        answer('lambda GetFunctionConcurrency', { ReservedConcurrentExecutions: 10 }),
        answer('lambda GetAccountSettings', { AccountLimit: { UnreservedConcurrentExecutions: 90 } }),
      ],
    },
  },
};
