/** A table whose columns of numbers stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const isNumber = (index: number) => rows.every((cells) => /^(\*\*)?\$?[\d.,]+/.test(cells[index] ?? ''));
  return [line(head), line(head.map((_, index) => (isNumber(index) ? '---:' : '---'))), ...rows.map(line)].join('\n');
}

/** Shows the options that one writes in an app, if there are any. */
export function code(options: string): string {
  return options === '' ? '' : `\`${options}\``;
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** Dollars and cents. */
export function money(value: number): string {
  return value === 0 ? '0' : `$${value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** Dollars without cents. */
export function whole(value: number): string {
  return `$${count(value)}`;
}
