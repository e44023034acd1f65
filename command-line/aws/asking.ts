import { oneLine } from '../terminal/words';

/**
 * Says what could not be done, by the service's own reason.
 *
 * @param action the action of IAM that the answer needs; it is named where the right to it is missing
 */
export async function asking<T>(what: string, action: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    const name = cause instanceof Error && !['Error', 'TypeError'].includes(cause.name) ? `${cause.name}: ` : '';
    const advice = isDenied(cause) ? `; allow the action ${action}` : '';
    throw new Error(`${what}: ${name}${oneLine(cause)}${advice}`, { cause });
  }
}

/** Errors of a service have the response's metadata with them; what a function throws has a name alone. */
function isDenied(cause: unknown): boolean {
  return cause instanceof Error && '$metadata' in cause && cause.name.startsWith('AccessDenied');
}
