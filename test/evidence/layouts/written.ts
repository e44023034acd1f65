import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KafkaBatchResponse } from '../../../lambda-runtime/ingest/batch-answer';
import { createIngestHandler } from '../../../lambda-runtime/ingest/handler';
import { KafkaToS3FilesIngest, type KafkaToS3FilesIngestProps } from '../../../src';
import { newCluster, newStack, newVpc } from '../../constructs/support/stacks';
import { mountedVariables } from '../../constructs/support/variables';
import type { KafkaEventBuilder } from '../../handlers/support/events';
import { aContext, capturePrinted } from '../../handlers/support/lambda';
import { filesBelow, temporaryMount } from '../../handlers/support/mount';

/** The variables that the construct gives its function. */
export function environmentOf(props: Partial<KafkaToS3FilesIngestProps>): Record<string, string> {
  const stack = newStack();
  const given = { vpc: newVpc(stack), cluster: newCluster(stack), ...props };
  new KafkaToS3FilesIngest(stack, 'Ingest', props.topics ? given : { topic: 'orders', ...given });
  const [variables] = mountedVariables(stack) as [Record<string, string>];
  return variables;
}

export interface Written {
  readonly answer: KafkaBatchResponse;
  readonly files: { readonly path: string; readonly bytes: Buffer }[];
}

/**
 * The files that the handler makes of an event with the environment that the construct gives it. `useMount` in the test
 * removes them.
 */
export async function writtenBy(props: Partial<KafkaToS3FilesIngestProps>, event: KafkaEventBuilder): Promise<Written> {
  const root = await temporaryMount();
  capturePrinted();
  const answer = await createIngestHandler({ ...environmentOf(props), MOUNT_PATH: root })(event.build(), aContext());
  const paths = await filesBelow(root);
  const files = await Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(join(root, path)) })));
  return { answer, files };
}
