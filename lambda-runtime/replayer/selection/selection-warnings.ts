import { formatName, isForeign } from '../../../src/contract/source-format';
import type { ReplayRequest } from '../request/request';
import type { Totals } from '../runs/totals';
import type { Warnings } from '../runs/warnings';
import type { SelectedFiles } from './select-files';

const MOST_NAMED = 10;

/** Tells what the names of the files alone show: that a filter finds nothing, and what raw files cannot tell. */
export function warnOfSelection(
  { ours, foreign, byName }: SelectedFiles,
  { sourcePrefix, sourceFormat, filters }: Pick<ReplayRequest, 'sourcePrefix' | 'sourceFormat' | 'filters'>,
  warnings: Warnings,
): void {
  const place = placeOf(sourcePrefix);
  if (ours.all === 0) {
    warnings.add(
      foreign.count === 0
        ? `there are no files ${place}`
        : `none of the ${foreign.count} files ${place} has a name ${nameOf(sourceFormat)}, such as '${foreign.first[0]}'; they are not replayed`,
    );
    return;
  }
  if (foreign.count > 0 && isForeign(sourceFormat)) {
    warnings.add(
      `${foreign.count} files ${place} have no name ${nameOf(sourceFormat)} and are not replayed: '${foreign.first.join("', '")}'` +
        (foreign.count > foreign.first.length ? ` and ${foreign.count - foreign.first.length} more` : ''),
    );
  }
  const asked = new Set([...(filters.partitions ?? []), ...Object.keys(filters.offsets ?? {}).map(Number)]);
  const missing = [...asked].filter((partition) => !ours.partitions.has(partition));
  if (missing.length > 0) {
    warnings.add(
      `no file ${place} is of partition ${listed(missing)}; there are files of partition ${listed([...ours.partitions])}`,
    );
  }
  warnOfRawFiles(byName, filters, warnings);
}

/** Tells what of the request has no meaning for its source format. */
export function warnOfRemark({ remark }: Pick<ReplayRequest, 'remark'>, warnings: Warnings): void {
  if (remark !== undefined) {
    warnings.add(remark);
  }
}

function nameOf(format: ReplayRequest['sourceFormat']): string {
  return isForeign(format) ? `that fits the source_format ${formatName(format)}` : "of this library's";
}

function warnOfRawFiles(
  { unopened, byDirectory }: SelectedFiles['byName'],
  { key, header }: ReplayRequest['filters'],
  warnings: Warnings,
): void {
  if (unopened.filtered > 0 && (key !== undefined || header !== undefined)) {
    const [what, filter] = key !== undefined ? ['keys', 'key'] : ['headers', 'header'];
    warnings.add(
      `${unopened.filtered} raw files were not opened: they hold values without ${what}, so that '${filter}' can match none of them`,
    );
  }
  if (unopened.unknownTime > 0) {
    warnings.add(
      `${unopened.unknownTime} raw files were not opened: they hold no time, and no directory on their path is named after one, so ` +
        'that they are in no window of time',
    );
  }
  for (const [unit, files] of byDirectory) {
    warnings.add(
      `${files} raw files hold no time of their own; they are replayed because the ${unit.toLowerCase()} that their directory is ` +
        'named after, in UTC, touches the window',
    );
  }
}

/**
 * Tells that a replay which has come to its end has replayed nothing, unless that is allowed.
 *
 * @param totals what all its invocations have done
 * @returns true if that is so, and not allowed
 */
export function warnOfNothing(
  { matched, filtered, unknown_time: unknownTime, errors }: Totals,
  { sourcePrefix, filters, allowed }: Pick<ReplayRequest, 'sourcePrefix' | 'filters' | 'allowed'>,
  warnings: Pick<Warnings, 'add'>,
): boolean {
  if (matched > 0 || allowed.empty) {
    return false;
  }
  const seen = filtered + unknownTime;
  const what =
    seen > 0 ? `none of ${seen} records matched` : errors > 0 ? 'no file could be read' : 'no record was found';
  warnings.add(
    `${what} ${placeOf(sourcePrefix)}${filtersIn(filters)}, so that nothing was replayed; give "allow_empty": true where that is ` +
      'to be expected',
  );
  return true;
}

function placeOf(sourcePrefix: string): string {
  return sourcePrefix === '' ? 'on the mount' : `below '${sourcePrefix}'`;
}

function filtersIn({ time, partitions, offsets, key, header }: ReplayRequest['filters']): string {
  const names = [
    time && 'the window of time',
    partitions && 'partitions',
    offsets && 'offsets',
    key !== undefined && 'key',
    header && 'header',
  ].filter((name) => typeof name === 'string');
  return names.length === 0 ? '' : ` (asked for by ${names.join(', ')})`;
}

function listed(partitions: readonly number[]): string {
  const sorted = [...partitions].sort((a, b) => a - b);
  const named = sorted.slice(0, MOST_NAMED).join(', ');
  return sorted.length > MOST_NAMED ? `${named} and ${sorted.length - MOST_NAMED} more` : named;
}
