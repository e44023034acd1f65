import { permanentName } from '../permanent-error';

/**
 * Connects once more after a refusal, unless it is the first attempt of this process: the secrets that earlier ones have
 * read may have been rotated since. They were forgotten with the refusal, and are read again.
 */
export function withFreshSecrets<Connection>(connect: () => Promise<Connection>): () => Promise<Connection> {
  let attempts = 0;
  return async () => {
    attempts++;
    const mayBeOutdated = attempts > 1;
    try {
      return await connect();
    } catch (error) {
      if (!mayBeOutdated || permanentName(error) !== 'AccessRefused') {
        throw error;
      }
      return connect();
    }
  };
}
