import * as path from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/** The handlers that ship in this package, bundled when it was built. */
export type Handler = 'ingest' | 'replayer';

/** The code of a handler. (The assets lie beside `src/` and beside `lib/`, so that the path holds for both.) */
export function handlerCode(handler: Handler): lambda.Code {
  return lambda.Code.fromAsset(path.join(__dirname, '..', 'assets', 'lambda-runtime', handler, 'index'));
}
