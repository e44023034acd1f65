import { createIngestHandler } from './handler';

export const handler = createIngestHandler(process.env);
