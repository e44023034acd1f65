import { answer, found, said } from '../answers';
import type { Case, Cases } from '../case';
import { VARIABLES } from '../world';

const EXECUTION = 'arn:aws:states:us-east-1:111111111111:execution:Replay:nightly';
const AT = '2026-04-13T21:00:00Z';

const execution = (status: string, error?: string, cause?: string): Case => ({
  answers: [
    answer('stepfunctions ListExecutions', {
      executions: [
        { executionArn: EXECUTION, stateMachineArn: VARIABLES.WORKFLOW, name: 'nightly', status, startDate: AT },
      ],
    }),
    answer('stepfunctions DescribeExecution', {
      executionArn: EXECUTION,
      stateMachineArn: VARIABLES.WORKFLOW,
      name: 'nightly',
      status,
      startDate: AT,
      error,
      cause,
      input: '{"source_prefix":"small/","dry_run":false}',
    }),
  ],
});

const resumed = (input: string): Case => ({
  variables: { EXECUTION },
  answers: [
    ...(execution('FAILED').answers ?? []),
    answer('stepfunctions StartExecution', { executionArn: `${EXECUTION}-2`, startDate: AT }, { input }),
  ],
});

const problem = (text: string): Case => ({ answers: found({ partition: 'events+1', problem: text, problems: '1' }) });

said('… of … were not replayed to the end…; start the workflow again …');
said('with the same input and "resume": "…", to go on from there');
said('… was …not published…: …');
said("the topic '…' never takes it: …");
said("MESSAGE_TOO_LARGE: it takes … bytes, and the topic's max.message.bytes is …");
said('the segment holds … of the … records from … to … that its file name promises');
said('; the last of them is …');
said('change the settings of the topic, or give "on_undeliverable": "skip" to go on without such records');
said('there are no files …');
said('no record was found');
said('…, so that nothing was replayed; …');
said('give "allow_empty": true where that is to be expected');
said(
  "the topic '…' has … partitions, and the records come from partitions up to …; give the topic … partitions, or set preserve_partition to false",
);

export const REPLAY_STUCK: Cases = {
  cases: {
    incomplete: execution(
      'FAILED',
      said('ReplayIncomplete'),
      `1 of 3 partitions were not replayed to the end (events+1: events+1+42 was not published: the topic 'events-replay' never takes it: MESSAGE_TOO_LARGE: it takes 1200000 bytes, and the topic's max.message.bytes is 1048588; change the settings of the topic, or give "on_undeliverable": "skip" to go on without such records); start the workflow again with the same input and "resume": "nightly", to go on from there`,
    ),
    nothing: execution(
      'FAILED',
      said('NothingReplayed'),
      `there are no files below 'small/2026/04/13/'; no record was found below 'small/2026/04/13/', so that nothing was replayed; give "allow_empty": true where that is to be expected`,
    ),
    refused: execution(
      'FAILED',
      said('TargetRefused'),
      JSON.stringify({
        errorType: 'TargetRefused',
        errorMessage:
          "the topic 'events-replay' has 3 partitions, and the records come from partitions up to 5; give the topic 6 partitions, or set preserve_partition to false",
      }),
    ),
    runs: execution('RUNNING'),
    stopped: execution('ABORTED'),
    moves: {
      variables: { EXECUTION },
      given: ({ s3 }) => {
        for (const partition of ['events+0', 'events+1']) {
          s3.objects.put(VARIABLES.RUNS, `runs/nightly/checkpoints/${partition}.json`, Buffer.alloc(120));
        }
      },
    },
    'nothing-yet': { variables: { EXECUTION }, fails: true },
    file: problem(
      'small/2026/04/13/21/events+1/events+1+0+999+1000.records.ndjson cannot be read: the segment holds 900 of the 1000 records from 0 to 999 that its file name promises; the last of them is 899',
    ),
    record: problem(
      `events+1+42 was not published: the topic 'events-replay' never takes it: MESSAGE_TOO_LARGE: it takes 1200000 bytes, and the topic's max.message.bytes is 1048588; change the settings of the topic, or give "on_undeliverable": "skip" to go on without such records`,
    ),
    none: { answers: found() },
    drills: {
      given: ({ s3 }) => {
        s3.objects.put(VARIABLES.RUNS, 'drills/Monthly/succeeded.json', Buffer.alloc(120));
        s3.objects.put(VARIABLES.RUNS, 'drills/Monthly/watched.json', Buffer.alloc(240));
      },
    },
    'no-drills': { fails: true },
    'refused-start': {
      answers: [
        answer('sqs ReceiveMessage', {
          Messages: [
            {
              MessageId: '1',
              Body: '{"dry_run":false}',
              MessageAttributes: { ERROR_CODE: { DataType: 'String', StringValue: 'AccessDeniedException' } },
            },
          ],
        }),
      ],
    },
  },
  mends: {
    "'. + {resume: $run}'": resumed('{"source_prefix":"small/","dry_run":false,"resume":"nightly"}'),
    'on_undeliverable: "skip"': resumed(
      '{"source_prefix":"small/","dry_run":false,"resume":"nightly","on_unreadable":"skip","on_undeliverable":"skip"}',
    ),
    '--input "$INPUT"': {
      variables: { EXECUTION },
      answers: [
        ...(execution('FAILED').answers ?? []),
        answer('stepfunctions StartExecution', { executionArn: `${EXECUTION}-2`, startDate: AT }),
      ],
    },
    'stop-execution': { variables: { EXECUTION }, answers: [answer('stepfunctions StopExecution', { stopDate: AT })] },
  },
};
