/** A pattern for the ends of error messages. https://docs.aws.amazon.com/lambda/latest/dg/kafka-filtering.html */
const EXAMPLE = `'{"value":{"kind":["order"]}}'`;
const OR = '$or';

/**
 * Tells what keeps Lambda from taking a pattern for records of Kafka, and how to mend it: a pattern is a JSON object about
 * `value` alone, and wherever it ends there is a list of what may be there.
 *
 * @param pattern the text of the pattern
 * @returns the end of a sentence that begins with the name of the pattern; undefined if nothing is wrong
 */
export function whatIsWrongWithPattern(pattern: string): string | undefined {
  const parsed = parse(pattern);
  return isObject(parsed)
    ? wrongInRecord(parsed, '')
    : `is no JSON object: '${pattern}': make it with 'lambda.FilterCriteria.filter'`;
}

/** A record, of which Lambda compares the value only; several alternatives may be given by `$or`. */
function wrongInRecord(record: object, path: string): string | undefined {
  const [other] = Object.keys(record).filter((name) => name !== 'value' && name !== OR);
  if (other !== undefined) {
    return `asks for '${path}${other}', but Lambda filters records of Kafka by 'value' only: put what 'value' must hold below it, such as ${EXAMPLE}, or let the consumers of the files decide`;
  }
  return wrongInFields(record, path, wrongInRecord);
}

/** The fields below `value`. */
function wrongInValue(fields: object, path: string): string | undefined {
  return wrongInFields(fields, path, wrongInValue);
}

function wrongInFields(fields: object, path: string, ofAlternative: typeof wrongInRecord): string | undefined {
  const all = Object.entries(fields);
  if (all.length === 0) {
    const place = path === '' ? 'is empty' : `has an empty object at '${path.slice(0, -1)}'`;
    return `${place}, which Lambda does not take: name a field with a list of what it may be, such as ${EXAMPLE}, or leave the filter out for all records`;
  }
  return firstOf(all, ([name, part]) =>
    name === OR ? wrongInAlternatives(part, `${path}${OR}`, ofAlternative) : wrongInPart(part, `${path}${name}`),
  );
}

function wrongInAlternatives(part: unknown, path: string, ofAlternative: typeof wrongInRecord): string | undefined {
  if (!Array.isArray(part) || part.length === 0 || !part.every(isObject)) {
    return `has ${JSON.stringify(part)} at '${path}', and alternatives are a list of objects: give one object for each, such as [{"kind":["order"]},{"kind":["return"]}]`;
  }
  return firstOf(part, (alternative) => ofAlternative(alternative, `${path}.`));
}

function wrongInPart(part: unknown, path: string): string | undefined {
  if (isObject(part)) {
    return wrongInFields(part, `${path}.`, wrongInValue);
  }
  if (!Array.isArray(part)) {
    return `has ${JSON.stringify(part)} at '${path}', where Lambda takes a list only: give [${JSON.stringify(part)}]`;
  }
  return part.length === 0
    ? `has an empty list at '${path}', which no record could match: list what may be there, or leave '${path}' out`
    : undefined;
}

function firstOf<T>(all: readonly T[], wrongIn: (one: T) => string | undefined): string | undefined {
  return all.map(wrongIn).find((wrong) => wrong !== undefined);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
