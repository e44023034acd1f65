import * as ts from 'typescript';

/**
 * Writes `{ vpc }` as `{ vpc: vpc }`. jsii-rosetta 6.0 takes the value of the short form for a name of the struct in
 * Go, `Vpc: Vpc`, which does not compile.
 */
export function spelledOut(code: string): string {
  const file = ts.createSourceFile('snippet.ts', code, ts.ScriptTarget.ES2022, true);
  const ends: { at: number; name: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isShorthandPropertyAssignment(node)) ends.push({ at: node.getEnd(), name: node.name.text });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return ends.reduceRight((text, { at, name }) => `${text.slice(0, at)}: ${name}${text.slice(at)}`, code);
}
