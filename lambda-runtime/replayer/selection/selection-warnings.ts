import { listed, listedNames } from '../../../src/contract/listed';
import { formatName, isForeign } from '../../../src/contract/source-format';
import { fieldFiltersIn, leavesOutKeys, leavingOut } from '../request/filters';
import type { ReplayRequest } from '../request/request';
import type { Totals } from '../runs/totals';
import type { Warnings } from '../runs/warnings';
import type { SelectedFiles } from './select-files';

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
      `${foreign.count} files ${place} have no name ${nameOf(sourceFormat)} and are not replayed: ${listedNames(foreign.first, { all: foreign.count })}`,
    );
  }
  const asked = new Set([...(filters.partitions ?? []), ...Object.keys(filters.offsets ?? {}).map(Number)]);
  const missing = [...asked].filter((partition) => !ours.partitions.has(partition));
  if (missing.length > 0) {
    warnings.add(
      `no file ${place} is of partition ${listed(inOrder(missing))}; there are files of partition ${listed(inOrder([...ours.partitions]))}`,
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

const LACKING = { key: 'keys', header: 'headers', only: 'keys and headers' } as const;

function warnOfRawFiles(
  { unopened, byDirectory, withoutFields }: SelectedFiles['byName'],
  filters: ReplayRequest['filters'],
  warnings: Warnings,
): void {
  const [filter] = fieldFiltersIn(filters);
  if (unopened.filtered > 0 && filter !== undefined) {
    warnings.add(
      `${unopened.filtered} raw files were not opened: they hold values without ${LACKING[filter]}, so that '${filter}' can match none of them`,
    );
  }
  if (withoutFields > 0) {
    warnings.add(
      `${withoutFields} raw files hold values without keys and headers: nothing of them is left out by '${leavingOut(filters).join("' or '")}'`,
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
 * @param advice says how to mend it
 * @returns true if that is so, and not allowed
 */
export function warnOfNothing(
  { matched, filtered, unknown_time: unknownTime, excluded, dropped, errors }: Totals,
  { sourcePrefix, filters, allowed }: Pick<ReplayRequest, 'sourcePrefix' | 'filters' | 'allowed'>,
  warnings: Pick<Warnings, 'add'>,
  advice = 'give "allow_empty": true where that is to be expected',
): boolean {
  if (matched > 0 || allowed.empty) {
    return false;
  }
  const seen = filtered + unknownTime + excluded + dropped;
  const leftOut = excluded + dropped > 0 ? ` and was not left out (${excluded} excluded, ${dropped} dropped)` : '';
  const what =
    seen > 0
      ? `none of ${seen} records matched${leftOut}`
      : errors > 0
        ? 'no file could be read'
        : 'no record was found';
  warnings.add(`${what} ${placeOf(sourcePrefix)}${filtersIn(filters)}, so that nothing was replayed; ${advice}`);
  return true;
}

/**
 * Tells of records that went out otherwise than whoever asked may think: those that no list of keys can leave out, as they have none,
 * and those that have a renamed or added header beside one of the same name.
 */
export function warnOfRecords(
  { unknown_key: unknownKeys, header_collisions: collisions }: Pick<Totals, 'unknown_key' | 'header_collisions'>,
  { filters, dryRun, renameHeaders, originalOffsetHeader }: ReplayRequest,
  warnings: Pick<Warnings, 'add'>,
): void {
  const which = `of the records that ${dryRun ? 'would go' : 'went'} out`;
  if (unknownKeys > 0 && leavesOutKeys(filters)) {
    warnings.add(
      `${unknownKeys} ${which} have no key, so that '${leavingOut(filters).join("' or '")}' could leave none of them out by it`,
    );
  }
  if (collisions > 0) {
    const changes = [renameHeaders && 'rename_headers', originalOffsetHeader && 'original_offset_header'];
    warnings.add(
      `${collisions} ${which} have a header of a name that they had already, by '${changes.filter((name) => name).join("' or '")}': both go out, and ` +
        'who looks the name up may find either; give another name, or take the one that they had away by strip_headers',
    );
  }
}

function placeOf(sourcePrefix: string): string {
  return sourcePrefix === '' ? 'on the mount' : `below '${sourcePrefix}'`;
}

function filtersIn(filters: ReplayRequest['filters']): string {
  const names = [
    filters.time && 'the window of time',
    filters.partitions && 'partitions',
    filters.offsets && 'offsets',
    ...fieldFiltersIn(filters),
    ...leavingOut(filters),
  ].filter((name) => typeof name === 'string');
  return names.length === 0 ? '' : ` (asked for by ${names.join(', ')})`;
}

function inOrder(partitions: readonly number[]): number[] {
  return [...partitions].sort((a, b) => a - b);
}
