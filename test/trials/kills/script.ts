import { createIngestHandler } from '../../../lambda-runtime/ingest/handler';
import { aContext } from '../../handlers/support/lambda';

/** A sandbox: takes one event, answers, ends. */
process.once('message', (event) => {
  void createIngestHandler(process.env)(event, aContext()).then((answer) => {
    process.send?.(answer);
    process.disconnect();
  });
});
