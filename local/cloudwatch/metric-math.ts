import type { Series } from './series';

/** A number, a series, or a list of series. */
type Value = number | Series | readonly Series[];

const BINARY: Readonly<Record<string, (a: number, b: number) => number>> = {
  OR: (a, b) => Number(a !== 0 || b !== 0),
  AND: (a, b) => Number(a !== 0 && b !== 0),
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '<': (a, b) => Number(a < b),
  '<=': (a, b) => Number(a <= b),
  '>': (a, b) => Number(a > b),
  '>=': (a, b) => Number(a >= b),
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

/** The operators; those that bind less come first. */
const LEVELS = [['OR'], ['AND'], ['==', '!=', '<', '<=', '>', '>='], ['+', '-'], ['*', '/']] as const;

/**
 * Evaluates an expression of metric math, as far as this library uses it.
 *
 * Between two series there is a value where both have one. A sum over a list has one where any of them has.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 *
 * @param series of the ids in the expression
 */
export function evaluate(expression: string, series: ReadonlyMap<string, Series>, period: number): Series {
  const reader = new Reader(expression, series, period);
  const value = reader.read();
  if (!isSeries(value)) {
    throw new Error(`'${expression}' is no series`);
  }
  return value;
}

class Reader {
  private readonly tokens: string[];
  private next = 0;

  constructor(
    private readonly expression: string,
    private readonly series: ReadonlyMap<string, Series>,
    private readonly period: number,
  ) {
    this.tokens = expression.match(/\d+(?:\.\d+)?|\w+|[<>=!]=|\S/g) ?? [];
  }

  public read(): Value {
    const value = this.level(0);
    if (this.next < this.tokens.length) {
      throw new Error(`'${this.tokens[this.next]}' is not understood in '${this.expression}'`);
    }
    return value;
  }

  private level(index: number): Value {
    const operators: readonly string[] | undefined = LEVELS[index];
    if (operators === undefined) {
      return this.term();
    }
    let left = this.level(index + 1);
    for (let operator = this.peek(); operators.includes(operator); operator = this.peek()) {
      this.next++;
      left = combine(left, this.level(index + 1), BINARY[operator] ?? unknown(operator));
    }
    return left;
  }

  private term(): Value {
    const token = this.take();
    if (/^\d/.test(token)) {
      return Number(token);
    }
    if (token === '(') {
      const value = this.level(0);
      this.expect(')');
      return value;
    }
    if (token === '[') {
      return this.list(']').map(seriesOnly);
    }
    if (this.peek() === '(') {
      this.next++;
      return call(token, this.list(')'), this.period);
    }
    return this.series.get(token) ?? unknown(token);
  }

  private list(end: string): Value[] {
    const values = [this.level(0)];
    while (this.peek() === ',') {
      this.next++;
      values.push(this.level(0));
    }
    this.expect(end);
    return values;
  }

  private peek(): string {
    return this.tokens[this.next] ?? '';
  }

  private take(): string {
    return this.tokens[this.next++] ?? unknown('the end');
  }

  private expect(token: string): void {
    if (this.take() !== token) {
      throw new Error(`'${token}' is missing in '${this.expression}'`);
    }
  }
}

function call(name: string, [first, ...others]: readonly Value[], period: number): Value {
  switch (name) {
    case 'IF': {
      const [yes, no] = others;
      return first !== undefined && yes !== undefined && no !== undefined ? choose(first, yes, no) : unknown(name);
    }
    case 'DIFF':
      return differences(seriesOnly(first), period);
    case 'SUM':
      return over(first, (values) => values.reduce((total, value) => total + value, 0));
    case 'MAX':
      return over(first, (values) => Math.max(...values));
    default:
      return unknown(name);
  }
}

function combine(left: Value, right: Value, operate: (a: number, b: number) => number): Value {
  if (typeof left === 'number' && typeof right === 'number') {
    return operate(left, right);
  }
  return mapped([left, right], (values) => operate(values[0] ?? Number.NaN, values[1] ?? Number.NaN));
}

function choose(condition: Value, yes: Value, no: Value): Value {
  return mapped([condition, yes, no], ([is, then, otherwise]) => (is !== 0 ? then : otherwise) ?? Number.NaN);
}

/** Maps the values at each time at which every series has one. */
function mapped(values: readonly Value[], map: (at: readonly number[]) => number): Series {
  const series = values.filter(isSeries);
  const times = [...(series[0]?.keys() ?? [])].filter((time) => series.every((one) => one.has(time)));
  return new Map(
    times.map((time) => [
      time,
      map(values.map((value) => (typeof value === 'number' ? value : (seriesOnly(value).get(time) ?? Number.NaN)))),
    ]),
  );
}

function differences(series: Series, period: number): Series {
  return new Map(
    [...series].flatMap(([time, value]): [number, number][] => {
      const before = series.get(time - period);
      return before === undefined ? [] : [[time, value - before]];
    }),
  );
}

function over(value: Value | undefined, join: (values: readonly number[]) => number): Series {
  if (!Array.isArray(value)) {
    return unknown('a list that is none');
  }
  const all: readonly Series[] = value;
  const times = new Set(all.flatMap((series) => [...series.keys()]));
  return new Map(
    [...times].map((time) => [time, join(all.flatMap((series) => (series.has(time) ? [series.get(time) ?? 0] : [])))]),
  );
}

function isSeries(value: Value | undefined): value is Series {
  return value instanceof Map;
}

function seriesOnly(value: Value | undefined): Series {
  return isSeries(value) ? value : unknown('something that is no series');
}

function unknown(what: string): never {
  throw new Error(`${what} is not known to this metric math`);
}
