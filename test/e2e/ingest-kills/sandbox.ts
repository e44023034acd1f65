import { createIngestHandler } from '../../../lambda-runtime/ingest/handler';
import { aContext } from '../../handlers/support/lambda';

/** A sandbox that takes one event after another until it is ended. */
const handler = createIngestHandler(process.env);
process.on('message', (event) => {
  void handler(event, aContext()).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
