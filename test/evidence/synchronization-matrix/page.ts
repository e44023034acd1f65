import { FRESH_MODELS } from '../../../local/s3files/s3files-synchronization';
import { SCHEMES, type Scheme } from './apps';
import { type CellResult, grouped, type ScenarioResult } from './matrix';

const INTRODUCTION = `# What becomes of synchronization rules

What a deployment leaves behind, in ${'%SCENARIOS%'} scenarios and ${'%CELLS%'} cells. This page is written by
\`test/evidence/synchronization-matrix/\`, which runs every cell: it deploys synthesized apps by a small
CloudFormation of the tests' own, with the custom resource handler that ships in aws-cdk-lib, against a local server with
the service's optimistic versions. None of it ran on AWS. When the page differs from what the test finds, the test fails;
to write it anew:

\`\`\`sh
UPDATE_SYNCHRONIZATION_MATRIX=1 npx jest test/evidence/synchronization-matrix
\`\`\`

## What is tried in every way, because AWS does not say

- **A Put without a version**, where rules stand: *strict*, it is refused; *lenient*, it replaces them.
- **What CloudFormation sends again on rollback** where a property is an attribute of another resource: the attribute as
  it is then (*re-evaluated*), or the value sent before (*stored*).
- **What a fresh file system answers to Get**, the four letters of a cell where they differ: ${'%FRESH%'}.

The *custom resource* is the default, \`SynchronizationMode.CUSTOM_RESOURCE\`. The *property* is
\`SynchronizationMode.CLOUDFORMATION\`, for comparison; how CloudFormation applies it (Get, Put with that version, once more
after a conflict or a throttled call) is assumed from the permissions that the resource's schema lists.

## The matrix

| letter | |
|---|---|
| O | as wanted: the stack's state is that of the scenario without trouble, and the app's rules stand |
| F | the deployment failed, and was rolled back |
| R | the deployment failed, and its rollback as well: \`UPDATE_ROLLBACK_FAILED\` |
| D | \`DELETE_FAILED\` |
| K | success is reported while other rules stand: nobody was called, for the reason given below |
| – | the scenario is not one for the property |

No cell reports success while wrong rules stand and something was called to put them: the test fails if one does.
`;

const COLUMNS = ['strict, re-evaluated', 'strict, stored', 'lenient, re-evaluated', 'lenient, stored'];

/** The page in docs/, from what was found. */
export function page(results: readonly ScenarioResult[]): string {
  const cells = results.reduce((count, result) => count + result.cells.length, 0);
  const introduction = INTRODUCTION.replace('%SCENARIOS%', String(results.length))
    .replace('%CELLS%', String(cells))
    .replace('%FRESH%', FRESH_MODELS.map((fresh) => `*${fresh}*`).join(', '));
  return [introduction, table(results), '', '## The cells that are not O', '', ...explanations(results)]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

/** The matrix alone, as the test prints it. */
export function table(results: readonly ScenarioResult[]): string {
  const rows = results.map(({ scenario, cells }) => [
    scenario.name,
    ...groups(cells, 'custom resource').map(letters),
    property(cells),
  ]);
  const header = ['scenario', ...COLUMNS, 'property'];
  return [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function property(cells: readonly CellResult[]): string {
  const texts = groups(cells, 'property').map(letters);
  if (texts.length === 0) return '–';
  return new Set(texts).size === 1 ? texts[0] : texts.join(' ');
}

function groups(cells: readonly CellResult[], scheme: Scheme) {
  return grouped(cells.filter((cell) => cell.scheme === scheme)).map((group) => group.cells);
}

function letters(cells: readonly CellResult[]): string {
  const all = cells.map(({ letter }) => letter);
  return new Set(all).size === 1 ? all[0] : all.join('');
}

/** The reasons why some rows have other letters than O, and the rules at the end of each. */
function explanations(results: readonly ScenarioResult[]): string[] {
  const whys = new Set(results.map(({ scenario }) => scenario.why));
  return [...whys].flatMap((why) => {
    if (!why) return [];
    const endings = results.filter(({ scenario }) => scenario.why === why).flatMap(endingsOf);
    return [`### ${why.title}`, '', why.text, '', ...endings, ''];
  });
}

function endingsOf({ scenario, cells }: ScenarioResult): string[] {
  return SCHEMES.flatMap((scheme) => {
    const own = cells.filter((cell) => cell.scheme === scheme && cell.letter !== 'O');
    return [...byEnding(own)].map(([ending, found]) => `- ${scenario.name}; ${scheme}, ${where(found)}: ${ending}`);
  });
}

function byEnding(cells: readonly CellResult[]): Map<string, CellResult[]> {
  const found = new Map<string, CellResult[]>();
  for (const cell of cells) {
    const { status, rules } = cell.ending;
    const ending = `\`${status}\`, ${standing(rules)}`;
    found.set(ending, [...(found.get(ending) ?? []), cell]);
  }
  return found;
}

function standing(rules: string): string {
  if (rules === 'no file system') return 'and the file system is gone';
  if (rules === 'none') return 'no rules stand';
  return `rules ${rules} stand`;
}

/** Names the readings under which an ending was found, each only as far as it matters. */
function where(cells: readonly CellResult[]): string {
  const named = (['put', 'rollback', 'fresh'] as const).flatMap((kind) => {
    const values = [...new Set(cells.map(({ reading }) => reading[kind]))];
    const all = kind === 'fresh' ? FRESH_MODELS.length : 2;
    return values.length === all ? [] : [values.map((value) => `*${value}*`).join(' or ')];
  });
  return named.length === 0 ? 'everywhere' : named.join(', ');
}
