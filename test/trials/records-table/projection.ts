/**
 * Partition projection as Amazon Athena documents it, read from a table's parameters:
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */

const STEPS: Readonly<Record<string, number>> = { DAYS: 86_400_000, HOURS: 3_600_000, MINUTES: 60_000 };

/** The values of a column, of which each makes a place; undefined where a query gives them. */
function domainOf(parameters: Readonly<Record<string, unknown>>, column: string, now: number): string[] | undefined {
  const property = (name: string) => String(parameters[`projection.${column}.${name}`]);
  const [from = '', to = ''] = property('range').split(',');
  switch (property('type')) {
    case 'injected':
      return undefined;
    case 'enum':
      return property('values').split(',');
    case 'integer':
      return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) =>
        String(Number(from) + index).padStart(Number(property('digits')), '0'),
      );
    case 'date':
      return dates(property('format'), from, to, property('interval.unit'), now);
    default:
      throw new Error(`the column ${column} has no projection`);
  }
}

function dates(format: string, from: string, to: string, unit: string, now: number): string[] {
  const [, days] = /^NOW\+(\d+)DAYS$/.exec(to) ?? [];
  const end = now + Number(days) * 86_400_000;
  if (unit === 'YEARS') {
    const first = Number(from);
    return Array.from({ length: new Date(end).getUTCFullYear() - first + 1 }, (_, index) => String(first + index));
  }
  const [year, month, day, hour = '0', minute = '0'] = from.split('/');
  const begin = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  const step = STEPS[unit] ?? Number.NaN;
  return Array.from({ length: Math.floor((end - begin) / step) + 1 }, (_, index) => {
    const [yyyy = '', MM = '', dd = '', HH = '', mm = ''] = new Date(begin + index * step).toISOString().split(/[-T:]/);
    return format.replace(/yyyy|MM|dd|HH|mm/g, (part) => ({ yyyy, MM, dd, HH, mm })[part] ?? part);
  });
}

/** The values by themselves, and their lengths. */
interface Domain {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly lengths: readonly number[];
}

const domains = new WeakMap<object, Map<string, Domain | undefined>>();

/** A domain can have a value for every minute: it is worked out once for a table's parameters. */
function keptDomainOf(parameters: Readonly<Record<string, unknown>>, column: string, now: number): Domain | undefined {
  const kept = domains.get(parameters) ?? new Map<string, Domain | undefined>();
  domains.set(parameters, kept);
  const name = `${column} at ${now}`;
  if (!kept.has(name)) {
    const values = domainOf(parameters, column, now);
    kept.set(name, values && { values: groupedBy(values), lengths: [...new Set(values.map(({ length }) => length))] });
  }
  return kept.get(name);
}

function groupedBy(values: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const value of values) groups.set(value, [...(groups.get(value) ?? []), value]);
  return groups;
}

/** The values of the domain that stand at this place of the key. */
function valuesAt(key: string, at: number, domain: Domain | undefined): readonly string[] {
  if (domain === undefined) {
    return [key.slice(at, key.indexOf('/', at))];
  }
  return domain.lengths.flatMap((length) => domain.values.get(key.slice(at, at + length)) ?? []);
}

/** @returns the values of all columns for each place, of those that the template makes, that holds the key */
export function projectedPlaces(
  parameters: Readonly<Record<string, unknown>>,
  key: string,
  now: number,
): Record<string, string>[] {
  const { 'storage.location.template': location } = parameters as { 'storage.location.template': unknown };
  const parts = (location as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
  const template = String(parts.at(-1)).replace(/^\//, '');
  const pieces = template.split(/(\$\{\w+\})/);
  const places = (index: number, at: number, values: Record<string, string>): Record<string, string>[] => {
    const piece = pieces[index];
    if (piece === undefined) {
      return [values];
    }
    const [, column] = /^\$\{(\w+)\}$/.exec(piece) ?? [];
    if (column === undefined) {
      return key.startsWith(piece, at) ? places(index + 1, at + piece.length, values) : [];
    }
    return valuesAt(key, at, keptDomainOf(parameters, column, now)).flatMap((value) =>
      places(index + 1, at + value.length, { ...values, [column]: value }),
    );
  };
  return places(0, 0, {});
}
