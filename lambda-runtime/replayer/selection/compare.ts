/** Orders numbers, or texts by their code units, so that runs on any machine agree. */
export function compare<Value extends number | string>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
