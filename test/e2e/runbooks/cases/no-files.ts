import { answer, found, mapping, metric, said } from '../answers';
import type { Cases } from '../case';
import { VARIABLES } from '../world';

// What Lambda says of a mapping: https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-troubleshoot.html
export const NO_FILES: Cases = {
  cases: {
    refused: { answers: [mapping('Enabled', 'PROBLEM: SASL authentication failed.')] },
    unreachable: {
      answers: [
        mapping('Enabled', 'PROBLEM: Connection error. Please check your event source connection configuration.'),
      ],
    },
    off: { answers: [mapping('Disabled', 'No records processed')] },
    'function-fails': { answers: [mapping('Enabled', 'PROBLEM: Function call failed')] },
    reads: { answers: [mapping('Enabled', 'OK')] },
    writes: { answers: [metric(said('FilesWritten'), 'Sum', 12, 9, 14), ...found()] },
    fails: {
      answers: [metric('FilesWritten', 'Sum'), ...found({ problem: 'EIO: i/o error, write', records: '50' })],
    },
    silent: { answers: [metric('FilesWritten', 'Sum'), ...found()] },
    exported: {
      given: ({ s3 }) => {
        const key = 'events/small/2026/04/13/21/events+0/events+0+0+999+1000.records.ndjson';
        s3.objects.put(VARIABLES.BUCKET, key, Buffer.alloc(820_112));
      },
    },
    'not-exported': {},
    secret: {},
  },
  mends: {
    '--enabled': { answers: [answer('lambda UpdateEventSourceMapping', { State: 'Enabling' })] },
  },
};
