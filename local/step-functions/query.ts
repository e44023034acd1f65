import jsonata from 'jsonata';
import { DefinitionError, StatesError } from './errors';
import { registerServiceFunctions } from './query-functions';

/** The content of `$states`; each field may use only some of it. */
export interface StatesVariable {
  readonly input: unknown;
  readonly context: unknown;
  readonly result?: unknown;
  readonly errorOutput?: unknown;
}

export interface Bindings {
  readonly states: StatesVariable;
  readonly variables: Readonly<Record<string, unknown>>;
}

const expressions = new Map<string, jsonata.Expression>();

/** A field's value with its JSONata strings evaluated, however deep they stand; names of fields are never evaluated. */
export async function evaluate(template: unknown, bindings: Bindings): Promise<unknown> {
  if (typeof template === 'string') {
    const source = expressionIn(template);
    return source === undefined ? template : evaluateExpression(source, bindings);
  }
  if (Array.isArray(template)) return Promise.all(template.map((element) => evaluate(element, bindings)));
  if (typeof template !== 'object' || template === null) return template;
  const fields = Object.entries(template).map(
    async ([name, value]) => [name, await evaluate(value, bindings)] as const,
  );
  return Object.fromEntries(await Promise.all(fields));
}

/** Throws what the service would say of a text that is not JSONata. */
export function checkExpressions(template: unknown): void {
  if (typeof template === 'string') {
    const source = expressionIn(template);
    if (source !== undefined) compile(source);
  } else if (typeof template === 'object' && template !== null) {
    Object.values(template).forEach(checkExpressions);
  }
}

function expressionIn(text: string): string | undefined {
  if (!text.startsWith('{%')) return undefined;
  if (!text.endsWith('%}')) throw new DefinitionError(`'${text}' opens with {% and does not end with %}`);
  return text.slice(2, -2).trim();
}

async function evaluateExpression(source: string, { states, variables }: Bindings): Promise<unknown> {
  requireAccessible(source, states);
  const result = await compile(source)
    .evaluate(undefined, { ...variables, states })
    .catch((error: Error) => {
      throw failure(source, error.message);
    });
  // Sequences of JSONata carry marks of their own; and what is not JSON cannot be a state's data.
  const json = typeof result === 'function' || result?._jsonata_lambda ? undefined : JSON.stringify(result);
  if (json === undefined) throw failure(source, 'returned nothing (undefined)');
  return JSON.parse(json);
}

/** The service refuses a definition whose fields ask for what they cannot have, such as a result in the arguments. */
function requireAccessible(source: string, states: StatesVariable): void {
  for (const [, name] of source.matchAll(/\$states\.(\w+)/g)) {
    if (!(name in states)) throw new DefinitionError(`$states.${name} is not accessible in this field: ${source}`);
  }
}

function compile(source: string): jsonata.Expression {
  const known = expressions.get(source);
  if (known !== undefined) return known;
  try {
    const expression = jsonata(source);
    registerServiceFunctions(expression);
    expressions.set(source, expression);
    return expression;
  } catch (error) {
    throw new DefinitionError(`this is not JSONata: ${source}: ${(error as Error).message}`);
  }
}

function failure(source: string, problem: string): StatesError {
  return new StatesError('States.QueryEvaluationError', `The JSONata expression '${source}' ${problem}`);
}
