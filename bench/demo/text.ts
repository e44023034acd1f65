/** Text as it may stand in a page. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A number as people read it: 96,400 */
export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}

export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

/** A count by second, for people to read; a dash if no time passed at all. */
export function rateOf(count: number, seconds: number): string {
  return seconds > 0 ? grouped(Math.round(count / seconds)) : '–';
}
