import { LANGUAGES, type Language, OTHER_LANGUAGES } from '../languages';
import type { Translation } from './translate';

const FENCES: Readonly<Record<Language, string>> = { typescript: 'ts', python: 'python', java: 'java', go: 'go' };

export type CodeInLanguages = Readonly<Partial<Record<Language, string>>>;

/** Code in several languages, of which the reader sees the one that was chosen, or else TypeScript. */
export function codeMarkup(code: CodeInLanguages, choice = ''): string {
  const available = LANGUAGES.filter((language) => code[language] !== undefined);
  const blocks = available.map((language) =>
    [
      `<div class="code-in code-in-${language}">`,
      '',
      `\`\`\`${FENCES[language]}`,
      code[language]?.replace(/\n+$/, ''),
      '```',
      '',
      '</div>',
    ].join('\n'),
  );
  const classes = ['languages', ...available.map((language) => `has-${language}`)].join(' ');
  return [`<div class="${classes}">`, '', choice, '', ...blocks, '', '</div>', ''].join('\n');
}

/** The buttons that choose the language of a page; those of a block say in which it is not to be had. */
export function choiceOf(languages: readonly Language[]): string {
  return `<LanguageTabs languages="${languages.join(' ')}" />`;
}

/** A block of a page with its translations. */
export function translationMarkup({ snippet, code }: Translation): string {
  return codeMarkup(
    { typescript: snippet.code, ...code },
    choiceOf(['typescript', ...OTHER_LANGUAGES.filter((it) => code[it])]),
  );
}

/** A page as it is searched: each block is there once, and each name as in TypeScript. */
export function searchable(page: string): string {
  return page
    .replace(/<div class="code-in code-in-(?!typescript)[\s\S]*?\n<\/div>/g, '')
    .replace(/<LanguageTabs[^>]*>/g, '')
    .replace(/^(#+ .*)$/gm, (heading) => heading.replace(/<span class="[^"]*ignore-header[^"]*">.*?<\/span>/g, ''));
}
