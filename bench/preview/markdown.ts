import { escapeText } from '../demo/text';

/** The part of Markdown that text widgets have: headings, tables, lists, paragraphs; links, bold and code in them. */
export function markdownToHtml(markdown: string): string {
  return markdown
    .split(/\n{2,}/)
    .map((block) => blockOf(block.split('\n').filter((line) => line.trim() !== '')))
    .join('\n');
}

function blockOf(lines: readonly string[]): string {
  const [first = ''] = lines;
  const heading = /^(#{1,4}) +(.*)$/.exec(first);
  if (heading !== null) {
    // The page has headings of its own above.
    const level = (heading[1] as string).length + 2;
    return `<h${level}>${inline(heading[2] as string)}</h${level}>${lines.length > 1 ? blockOf(lines.slice(1)) : ''}`;
  }
  if (first.startsWith('|')) return table(lines);
  if (/^[-*] /.test(first)) return `<ul>${lines.map((line) => `<li>${inline(line.slice(2))}</li>`).join('')}</ul>`;
  return lines.length === 0 ? '' : `<p>${inline(lines.join(' '))}</p>`;
}

function table([head = '', , ...rows]: readonly string[]): string {
  const cells = (line: string, tag: string) =>
    line
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => `<${tag}>${inline(cell.trim())}</${tag}>`)
      .join('');
  return `<table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>${rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('')}</tbody></table>`;
}

function inline(text: string): string {
  return escapeText(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\[([^\]]+)\]\((https:\/\/[^)\s]+)\)/g, '<a href="$2">$1</a>');
}
