import { answer, metric } from '../answers';
import type { Case, Cases } from '../case';
import { VARIABLES } from '../world';

const NONE = [0, 0, 0];

function metrics({ pending = NONE, failures = NONE, lost = NONE, age = NONE }): Case {
  return {
    answers: [
      metric('PendingExports', 'Sum', ...pending),
      metric('ExportFailures', 'Sum', ...failures),
      metric('ImportFailures', 'Sum', ...NONE),
      metric('LostAndFoundFiles', 'Sum', ...lost),
      metric('ExportAge', 'Maximum', ...age),
    ],
  };
}

const withStatus = (status: string, statusMessage?: string): Case => ({
  answers: [answer('s3files GetFileSystem', { status, statusMessage })],
});

const simulated = (put: string): Case => ({
  answers: [
    answer('s3files GetFileSystem', { roleArn: 'arn:aws:iam::111111111111:role/events-service' }),
    answer(
      'iam SimulatePrincipalPolicy',
      {
        EvaluationResults: [
          { EvalActionName: 's3:PutObject', EvalDecision: put },
          { EvalActionName: 's3:DeleteObject', EvalDecision: 'allowed' },
          { EvalActionName: 's3:GetObject', EvalDecision: 'allowed' },
        ],
      },
      {
        ResourceArns: [`arn:aws:s3:::${VARIABLES.BUCKET}/${VARIABLES.ROOT}/x`],
        ContextEntries: [
          { ContextKeyName: 'aws:ResourceAccount', ContextKeyType: 'string', ContextKeyValues: ['111111111111'] },
        ],
      },
    ),
  ],
});

export const EXPORT_FAILURES: Cases = {
  cases: {
    behind: metrics({ pending: [52_000, 61_000, 70_000], age: [300, 610, 900] }),
    failing: metrics({ pending: [120, 90, 40], failures: [3, 12, 30], age: [70, 65, 71] }),
    lost: metrics({ lost: [1, 1, 2] }),
    well: {
      given: async (world) => {
        await world.newStack().deploy(world.apps.of({ scheme: 'custom resource', rules: 'A' }));
      },
    },
    // https://github.com/hashicorp/terraform-provider-aws, internal/service/s3files/file_system.go
    misconfigured: withStatus(
      'misconfigured',
      'Access denied: S3 Files does not have permissions to assume the provided role',
    ),
    broken: withStatus('error'),
    may: simulated('allowed'),
    'may-not': simulated('implicitDeny'),
  },
  mends: {
    'touch {}': { variables: { MOUNT: '.' }, before: 'mkdir -p small/2026/04/13/21 && : > small/2026/04/13/21/a.json' },
  },
};
