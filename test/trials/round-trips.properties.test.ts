import { loadParquet, ROUND_TRIPS } from '../handlers/support/round-trips';

beforeAll(loadParquet);

const CASES = (['NONE', 'GZIP'] as const).flatMap((compression) =>
  Object.entries(ROUND_TRIPS).map(([what, roundTrip]) => [what, compression, roundTrip] as const),
);

test.each(CASES)('%s with compression %s gives any record back, byte for byte', (_, compression, roundTrip) => {
  roundTrip(compression);
});
