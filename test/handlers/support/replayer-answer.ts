import { createReplayerHandler } from '../../../lambda-runtime/replayer/handler';
import { aContext } from './lambda';
import { MemoryPublisher } from './memory-publisher';

/** The answer of the replayer's handler, as text. */
export async function answerOf(root: string, payload: Record<string, unknown>): Promise<string> {
  const handler = createReplayerHandler(
    {
      MOUNT_PATH: root,
      SIZE_CLASSES: '[{"name":"small","prefix":"small/"}]',
      METRICS_NAMESPACE: 'S3Files',
      MAX_FILES_IN_FLIGHT: '16',
      MAX_BYTES_IN_FLIGHT: '10000000',
      TARGET_TOPIC: 'orders-replay',
    },
    { connect: async () => new MemoryPublisher(1000) },
  );
  return JSON.stringify(await handler(payload, aContext()));
}

/** Requests that differ in what becomes of files that cannot be read. */
export const REQUESTS: [string, Record<string, unknown>][] = [
  ['in a dry run', { dry_run: true }],
  ['with skip', { dry_run: false, on_unreadable: 'skip' }],
  ['with fail', { dry_run: false }],
];
