import { encodeUnwritable } from '../../../../lambda-runtime/records/unwritable';
import { answer, found, said } from '../answers';
import type { Case, Cases } from '../case';
import { VARIABLES } from '../world';

const TOO_LONG = "the object's key would have 1130 bytes, and at most 1024 are exported";
const KEY = 'events/unwritable/2026/04/13/events+0/events+0+00000000000000000042.unwritable.json';
const ASIDE = encodeUnwritable(TOO_LONG, { value: Buffer.from('hello').toString('base64') });

const records = (problem: string, count: number): Case => ({ answers: found({ problem, records: String(count) }) });

const oneAside: Case['given'] = ({ s3 }) => {
  s3.objects.put(VARIABLES.BUCKET, KEY, ASIDE);
};

const started: Case = {
  answers: [
    answer('stepfunctions StartExecution', {
      executionArn: 'arn:aws:states:us-east-1:111111111111:execution:Replay:back',
      startDate: '2026-04-13T21:00:00Z',
    }),
  ],
};

/** The mount as a folder of this machine, with one record aside. */
const mounted: Case = {
  variables: { MOUNT: '.', ASIDE: ASIDE.toString() },
  before: 'mkdir -p unwritable/2026/04/13; printf %s "$ASIDE" > unwritable/2026/04/13/a.json',
};

said("the object's key would have … bytes, and at most … are exported");
said('the value has … bytes, and every size class is bounded below that; add one without bound');

export const SET_ASIDE: Cases = {
  cases: {
    size: records('the value has 7000000 bytes, and every size class is bounded below that; add one without bound', 3),
    key: records(TOO_LONG, 12),
    decode: records(said('the … is not base64').replace('…', 'value'), 1),
    some: { given: oneAside },
    none: {},
    content: { given: oneAside, variables: { KEY } },
    reasons: mounted,
  },
  mends: {
    'back-dry': started,
    '--name back ': started,
    'rm -r': mounted,
  },
};
