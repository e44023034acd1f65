/**
 * The little of the language of CloudWatch Logs Insights that the saved queries use. What it does not know is an error.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
type Line = Readonly<Record<string, unknown>>;
type Test = (line: Line) => boolean;

/** @param lines of a log, in the order in which they were written; each is told by its place as `@timestamp` */
export function runQuery(query: string, lines: readonly Line[]): Line[] {
  const numbered = lines.map((line, index): Line => ({ '@timestamp': index, ...line }));
  return query.split(/\s*\n?\|\s*/).reduce(runCommand, numbered);
}

function runCommand(lines: Line[], command: string): Line[] {
  const [, name = '', rest = ''] = /^(\w+)\s+([\s\S]*)$/.exec(command.trim()) ?? [];
  switch (name) {
    case 'fields': // what is shown is cut out at the end by the console only: later commands see all fields
      return lines;
    case 'filter': {
      const test = parseFilter(rest);
      return lines.filter(test);
    }
    case 'stats':
      return stats(lines, rest);
    case 'sort':
      return sorted(lines, rest);
    case 'limit':
      return lines.slice(0, Number(rest));
    default:
      throw new Error(`there is no command '${command}'`);
  }
}

const TOKEN = /\s*("[^"]*"|[()]|<=|>=|[<>=]|[\w@.]+)/y;

function parseFilter(text: string): Test {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const found = TOKEN.exec(text);
    if (found?.[1] === undefined) throw new Error(`cannot read the filter '${text}'`);
    tokens.push(found[1]);
  }
  const test = either(tokens);
  if (tokens.length > 0) throw new Error(`'${tokens.join(' ')}' is left over of the filter '${text}'`);
  return test;
}

function either(tokens: string[]): Test {
  let test = both(tokens);
  while (tokens[0] === 'or') {
    tokens.shift();
    const [left, right] = [test, both(tokens)];
    test = (line) => left(line) || right(line);
  }
  return test;
}

function both(tokens: string[]): Test {
  let test = single(tokens);
  while (tokens[0] === 'and') {
    tokens.shift();
    const [left, right] = [test, single(tokens)];
    test = (line) => left(line) && right(line);
  }
  return test;
}

function single(tokens: string[]): Test {
  const first = tokens.shift() ?? '';
  if (first === '(') {
    const inner = either(tokens);
    tokens.shift();
    return inner;
  }
  if (first === 'ispresent') {
    const [, field = ''] = tokens.splice(0, 3);
    return (line) => line[field] !== undefined;
  }
  const [operator = '', text = ''] = tokens.splice(0, 2);
  const wanted = text.startsWith('"') ? text.slice(1, -1) : Number(text);
  return (line) => compare(line[first], operator, wanted);
}

/** A field that a line does not have is unlike everything. */
function compare(value: unknown, operator: string, wanted: string | number): boolean {
  if (typeof value !== typeof wanted) return false;
  const given = value as string | number;
  switch (operator) {
    case '=':
      return given === wanted;
    case 'like':
      return String(given).includes(String(wanted));
    case '>':
      return given > wanted;
    case '<=':
      return given <= wanted;
    case '>=':
      return given >= wanted;
    default:
      throw new Error(`there is no operator '${operator}'`);
  }
}

const FUNCTIONS: Readonly<Record<string, (values: number[]) => number>> = {
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
};

function stats(lines: readonly Line[], text: string): Line[] {
  const [columns = '', by = ''] = text.split(' by ');
  const keys = by.split(/\s*,\s*/);
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const group = JSON.stringify(keys.map((key) => line[key]));
    groups.set(group, [...(groups.get(group) ?? []), line]);
  }
  return [...groups.values()].map((group) => {
    const named = Object.fromEntries(keys.map((key) => [key, group[0]?.[key]]));
    const calculated = columns.split(/\s*,\s*/).map((column): [string, number] => {
      const [, name = '', field = '', as = ''] = /^(\w+)\((\w+)\) as (\w+)$/.exec(column) ?? [];
      const calculate = FUNCTIONS[name];
      if (calculate === undefined) throw new Error(`cannot calculate '${column}'`);
      return [as, calculate(group.map((line) => line[field]).filter((value) => typeof value === 'number'))];
    });
    return { ...named, ...Object.fromEntries(calculated) };
  });
}

function sorted(lines: readonly Line[], text: string): Line[] {
  const [, field = '', order] = /^(\S+) (asc|desc)$/.exec(text) ?? [];
  const sign = order === 'desc' ? -1 : 1;
  return [...lines].sort((a, b) => sign * (Number(a[field]) - Number(b[field])));
}
