import { createHash } from 'node:crypto';

/** An id made of the execution's ARN and its time of start: the name alone may be used again, also by another state machine. */
export function planId(execution: unknown): string | undefined {
  return execution == null
    ? undefined
    : createHash('sha256')
        .update(typeof execution === 'string' ? execution : JSON.stringify(execution))
        .digest('hex')
        .slice(0, 16);
}
