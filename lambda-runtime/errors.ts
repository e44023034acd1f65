/** Told by shape, not by class: an error may come from another realm, as under a test runner. */
function field(error: unknown, name: 'code' | 'message'): string | undefined {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** The code of a system error ("ENOSPC"), by which errors are told apart in logs. */
export function errorCode(error: unknown): string | undefined {
  return field(error, 'code');
}

export function errorMessage(error: unknown): string {
  return field(error, 'message') ?? String(error);
}
