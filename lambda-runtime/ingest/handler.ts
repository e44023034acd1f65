import type { Context } from 'aws-lambda';
import { deadlineOf } from '../deadline/deadline';
import { inTime } from '../deadline/in-time';
import type { Environment } from '../environment';
import { Leftovers } from '../files/leftovers';
import { assertMounted } from '../files/mount';
import { parquetWriter } from '../records/load-parquet';
import { createLogger } from '../telemetry/log';
import { InvocationMetrics } from '../telemetry/metrics';
import type { KafkaBatchResponse } from './batch-answer';
import { ingestBatch } from './ingest-batch';
import { readIngestConfiguration } from './ingest-configuration';
import { parseKafkaEvent } from './kafka-event';
import { StandingRecords } from './standing-records';

export type IngestHandler = (event: unknown, context: Context) => Promise<KafkaBatchResponse>;

/**
 * Makes the handler. It throws at once if the configuration is wrong, so that a bad deployment fails at its cold start.
 */
export function createIngestHandler(environment: Environment): IngestHandler {
  const configuration = readIngestConfiguration(environment);
  const log = createLogger('s3files-ingest');
  const leftovers = new Leftovers();
  const standing = new StandingRecords(configuration.root, configuration.limits.maxFiles);

  // From the function's start on, which is not charged to a batch, and for those that write such files alone.
  const prepared = configuration.format.type === 'parquet' ? parquetWriter.load() : Promise.resolve();

  return async (event, context) => {
    log.addContext(context);
    const metrics = new InvocationMetrics(configuration.metricsNamespace, context);
    const deadline = deadlineOf(context);
    try {
      const records = parseKafkaEvent(event);
      await prepared;
      await inTime(deadline, assertMounted(configuration.root), 'looking at the mount, which does not answer');
      const answer = await ingestBatch(records, { configuration, deadline, metrics, leftovers, standing, log });
      // Whatever was written since the first look may have gone elsewhere: then all of it comes again.
      await Promise.race([assertMounted(configuration.root), deadline.last]);
      return answer;
    } finally {
      await Promise.race([leftovers.remove(configuration.root), deadline.last]);
      deadline.clear();
      metrics.publish();
    }
  };
}
