export interface BenchOptions {
  /** True for fewer rounds. */
  readonly quick: boolean;
  /** A text; only cases whose names contain it are measured. */
  readonly only: string;
}

/** @throws if an option is unknown, or no case has what `--only` names */
export function parseOptions(args: readonly string[], cases: readonly { readonly name: string }[]): BenchOptions {
  let [quick, only] = [false, ''];
  for (let index = 0; index < args.length; index++) {
    const option = args[index];
    if (option === '--quick') quick = true;
    else if (option === '--only' && args[index + 1] !== undefined) only = args[++index];
    else
      throw new Error(
        `'${option}' is no option of this benchmark: give --quick, --only <part of a case's name>, or nothing`,
      );
  }
  if (!cases.some(({ name }) => name.includes(only)))
    throw new Error(`no case has '${only}' in its name; there are ${cases.map(({ name }) => name).join(', ')}`);
  return { quick, only };
}
