import { assertAvailable, compress, decompress } from '../../../lambda-runtime/records/compression';
import { loadParquet, ROUND_TRIPS } from '../../handlers/support/round-trips';

/** The content that this process's Node.js reads from a file, or the error. */
function attempt(read: () => unknown): string {
  try {
    return `${read()}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function main(): Promise<void> {
  await loadParquet();
  assertAvailable('ZSTD');
  const roundTrips = Object.entries(ROUND_TRIPS).map(([what, roundTrip]) => {
    roundTrip('ZSTD');
    return what;
  });
  const text = compress(Buffer.from('over and over and over and over'.repeat(100)), 'ZSTD');
  console.log(
    JSON.stringify({
      roundTrips,
      cut: attempt(() => decompress(text.subarray(0, text.length - 3), '.zst')),
      nonsense: attempt(() => decompress(Buffer.from('{"a":1}'), '.zst')),
      empty: attempt(() => decompress(Buffer.alloc(0), '.zst')),
      bomb: attempt(() => decompress(compress(Buffer.alloc(65 * 1024 * 1024), 'ZSTD'), '.zst').length),
      atTheLimit: attempt(() => decompress(compress(Buffer.alloc(1000), 'ZSTD'), '.zst', 1000).length),
    }),
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
