import { oneLine } from '../terminal/words';

/** Says what could not be done, by the service's own reason. */
export async function asking<T>(what: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    const name = cause instanceof Error && !['Error', 'TypeError'].includes(cause.name) ? `${cause.name}: ` : '';
    throw new Error(`${what}: ${name}${oneLine(cause)}`, { cause });
  }
}
