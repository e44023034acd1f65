const MOST_EDITS = 2;

/** Tells whether a name was probably written for another one: in another case, or with a letter or two wrong. */
export function isNear(given: string, known: string): boolean {
  if (given.length > 2 * known.length + MOST_EDITS) {
    return false; // whoever gives megabytes for a name has not misspelled one
  }
  const [a, b] = [plain(given), plain(known)];
  return (
    a === b || (Math.abs(a.length - b.length) <= MOST_EDITS && a.length > MOST_EDITS + 1 && edits(a, b) <= MOST_EDITS)
  );
}

/** Names the known words that were probably meant by unknown ones, for the end of a clause; empty if there are none. */
export function meantBy(unknown: readonly string[], known: readonly string[]): string {
  const near = unknown.flatMap((name) => known.filter((key) => key !== name && isNear(name, key)).slice(0, 1));
  return near.length === 0 ? '' : ` (was '${near.join("', '")}' meant?)`;
}

/** `targetTopic`, `target-topic` and `target_topic` are one word. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The number of letters to change, add or take away (Levenshtein's distance). */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...b].entries()) {
      const [left = 0, above = 0, corner = 0] = [next[column], row[column + 1], row[column]];
      next.push(Math.min(left + 1, above + 1, corner + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
