import { createReplayerHandler } from './handler';

export const handler = createReplayerHandler(process.env);
