/** The environment variables of the function, or what a test puts in their place. */
export type Environment = Readonly<Record<string, string | undefined>>;

export function requiredVariable(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === '') {
    throw new Error(`environment variable ${name} is not set; the construct that made this function sets it`);
  }
  return value;
}

export function positiveInteger(environment: Environment, name: string): number {
  const text = requiredVariable(environment, name);
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new Error(`environment variable ${name} is '${text}'; give a whole number of at least 1`);
  }
  return value;
}

export function jsonVariable(environment: Environment, name: string): unknown {
  const text = requiredVariable(environment, name);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`environment variable ${name} is not JSON: ${text}`, { cause });
  }
}

/** @param absent what counts if the variable is not set */
export function choice<Choice extends string>(
  environment: Environment,
  name: string,
  choices: readonly Choice[],
  absent: Choice,
): Choice {
  const text = environment[name] ?? absent;
  const chosen = choices.find((candidate) => candidate === text);
  if (chosen === undefined) {
    throw new Error(`environment variable ${name} is '${text}'; give one of ${choices.join(', ')}`);
  }
  return chosen;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
