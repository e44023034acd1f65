import { resolve } from 'node:path';

/** The root of the repository. */
export const REPOSITORY = resolve(__dirname, '..', '..');

/** Downloads that are worth keeping between runs; `npm ci` clears them with the rest of node_modules. */
export const CACHE = resolve(REPOSITORY, 'node_modules', '.cache', 'cdk-s3files');
