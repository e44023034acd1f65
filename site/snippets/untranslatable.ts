import * as ts from 'typescript';
import type { OtherLanguage } from '../languages';
import type { Snippet } from './blocks';

/** A piece of code that jsii-rosetta cannot translate into a language. */
export class Untranslatable extends Error {}

/** Syntax of which jsii-rosetta 6.0 makes code that compiles in none of these languages, or does something else. */
const WRONG: Readonly<Partial<Record<ts.SyntaxKind, readonly OtherLanguage[]>>> = {
  [ts.SyntaxKind.TemplateExpression]: ['python', 'java', 'go'],
  [ts.SyntaxKind.ElementAccessExpression]: ['java', 'go'],
};

/** The syntax of a block that is translated wrongly to a language, without a word of the translator. */
export function wrongIn(language: OtherLanguage, { code }: Snippet): string | undefined {
  let found: string | undefined;
  const visit = (node: ts.Node): void => {
    if (WRONG[node.kind]?.includes(language)) found = ts.SyntaxKind[node.kind];
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('snippet.ts', code, ts.ScriptTarget.ES2022, true));
  return found;
}
