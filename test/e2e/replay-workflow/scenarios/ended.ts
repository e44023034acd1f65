import type { Ended } from '../outcomes';
import type { Execution } from '../world';

export function endedAs({ record: { status, error, cause, output } }: Execution): Ended {
  return { status, error, cause, output: output as Ended['output'] };
}
