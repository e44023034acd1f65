import type { Log } from '../../telemetry/log';
import type { SelectedFiles } from './select-files';

/** @returns how many files are passed by because of their names */
export function reportSkipped({ foreign, duplicates }: SelectedFiles, log: Log): number {
  if (foreign.count > 0) {
    log.warn('files that are not ours are skipped', {
      files: foreign.count,
      first: foreign.first,
    });
  }
  if (duplicates > 0) {
    log.info('records that stand twice go out once', { second_copies: duplicates });
  }
  return foreign.count + duplicates;
}
