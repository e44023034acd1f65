import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import type { DirectorySetting } from '../contract/layouts';
import type { WrittenClass } from '../ingest/written-files';
import {
  columnOf,
  named,
  type ProjectedColumn,
  type ProjectedDirectory,
  type ProjectionOptions,
  projectedDirectory,
} from './projected-directories';

/** The way in which Amazon Athena works out the directories of an ingest's files, without a list of them. */
export interface Projection {
  /** The columns, from the outermost directory to the innermost. */
  readonly columns: readonly ProjectedColumn[];
  /** The directories below the access point's root, with a slash at the end. */
  readonly template: string;
}

const WHAT_CAN =
  'FileDirectory.time, .hiveTime, .topic and .literal can stand in front, .key, .header and .field too, and .partition and .topicPartition behind them';

/**
 * Works out the columns for the directories of size classes: for all of them but those at the end that Athena need not know, as
 * it looks into whatever stands below (https://docs.aws.amazon.com/athena/latest/ug/tables-location-format.html).
 *
 * @throws if the directories of the classes differ, or if one that cannot be worked out stands in front of one that can
 */
export function projectionOf(
  scope: Construct,
  classes: readonly WrittenClass[],
  options: ProjectionOptions,
): Projection {
  const settings = sharedDirectories(scope, classes);
  const known = settings.map((setting) => ({ setting, directory: projectedDirectory(setting, options) }));
  const last = known.map(({ setting }) => isWorth(setting, options)).lastIndexOf(true);
  const used = known.slice(0, last + 1);
  const unknown = used.find(({ directory }) => directory === undefined);
  if (unknown) {
    throw constructError(
      scope,
      `the layout has the directory '${unknown.setting.by}' in front of others by which queries choose, and its names cannot be worked out: ${WHAT_CAN}; move it to the end`,
    );
  }
  const directories = [classDirectory(classes), ...used.map(({ directory }) => directory as ProjectedDirectory)];
  const columns = directories.flatMap((directory) => directory.columns);
  assertOnce(scope, columns);
  assertUsed(scope, columns, options);
  return { columns, template: directories.map(({ template }) => `${template}/`).join('') };
}

/** Directories at the end are left to Athena where no query would choose by them, or could without naming each. */
function isWorth(setting: DirectorySetting, { directoryValues }: ProjectionOptions): boolean {
  return setting.by === 'time' || setting.by === 'topic' || directoryValues[columnOf(setting) ?? ''] !== undefined;
}

function classDirectory(classes: readonly WrittenClass[]): ProjectedDirectory {
  const prefixes = classes.map(({ prefix }) => prefix.replace(/\/$/, ''));
  return prefixes.length === 1
    ? { template: prefixes[0] ?? '', columns: [] }
    : { template: `\${size_class}`, columns: [named('size_class', prefixes)] };
}

function sharedDirectories(scope: Construct, classes: readonly WrittenClass[]): readonly DirectorySetting[] {
  const [first, ...others] = classes.map(({ name, layout }) => ({ name, directories: layout._setting().directories }));
  const text = JSON.stringify(first?.directories);
  const other = others.find(({ directories }) => JSON.stringify(directories) !== text);
  if (other) {
    throw constructError(
      scope,
      `size classes '${first?.name}' and '${other.name}' have layouts with different directories, and a table has one scheme of directories for all its files: give both the same 'directories'`,
    );
  }
  return first?.directories ?? [];
}

function assertOnce(scope: Construct, columns: readonly ProjectedColumn[]): void {
  const twice = columns.find(({ name }, index) => columns.findIndex((other) => other.name === name) < index);
  if (twice) {
    throw constructError(
      scope,
      `two directories of the layout would be the column '${twice.name}', and a table has each name once: leave one of them out of the layout`,
    );
  }
}

function assertUsed(
  scope: Construct,
  columns: readonly ProjectedColumn[],
  { directoryValues }: ProjectionOptions,
): void {
  for (const [name, values] of Object.entries(directoryValues)) {
    const isNamed = columns.some((column) => column.name === name && /^(key_|header_|field_)/.test(name));
    if (!isNamed) {
      const names = columns.map((column) => `'${column.name}'`).join(', ') || 'none';
      throw constructError(
        scope,
        `'directoryValues' has '${name}', which is no column for a directory by key, header or field: the columns for directories are ${names}`,
      );
    }
    const wrong = values.length === 0 ? '' : values.find((value) => !/^[A-Za-z0-9@%~-][A-Za-z0-9._@%~-]*$/.test(value));
    if (wrong !== undefined) {
      throw constructError(
        scope,
        `'directoryValues' has '${wrong}' for '${name}', which no directory is named: give one name or more as directories have them, with all but letters, digits and '. _ @ -' percent-encoded, and '.' and '_' at the front too`,
      );
    }
  }
}
