import { parquetWriter } from '../../lambda-runtime/records/load-parquet';
import { outcome, RECORDS } from '../handlers/support/parquet-records';
import { SeededRandom } from '../handlers/support/random';
import { loadParquet } from '../handlers/support/round-trips';

beforeAll(loadParquet);

test.each(['NONE', 'GZIP', 'SNAPPY'] as const)(
  'a Parquet file with compression %s, whatever bytes of it are changed, is read or refused, and neither hangs nor takes memory',
  (compression) => {
    const good = parquetWriter.now.encodeParquet(RECORDS, compression);
    const random = new SeededRandom(7);
    for (let attempt = 0; attempt < 2000; attempt++) {
      const bad = Buffer.from(good);
      for (let change = 0; change <= random.below(3); change++) {
        // Half of them in the footer.
        const at = random.below(2) === 0 ? good.length - 1 - random.below(1000) : random.below(good.length);
        bad[at] = random.below(2) === 0 ? random.below(256) : ([0, 255, 127, 128][random.below(4)] ?? 0);
      }
      const found = outcome(bad);
      expect(found === undefined || typeof found === 'string' || found.length <= 1_000_000).toBe(true);
    }
  },
  60_000,
);
