import { readInterfaces } from '../../../site/api/interfaces';
import { prose } from '../../../site/api/markup';
import { anchorOf } from '../../../site/pages/anchors';
import { replaceSnippets, snippetsOf } from '../../../site/snippets/blocks';
import { mendedGo } from '../../../site/snippets/go';
import { mendedJava } from '../../../site/snippets/java';
import { Names } from '../../../site/snippets/names';
import { codeMarkup, searchable } from '../../../site/snippets/show';
import { spelledOut } from '../../../site/snippets/spelled-out';
import { wrongIn } from '../../../site/snippets/untranslatable';

test('a block in a list is found without its indent, and what takes its place has it', () => {
  const page = '1. First:\n\n   ```ts\n   one();\n\n   two();\n   ```\n';
  expect(snippetsOf('a.md', page)).toEqual([{ place: 'a.md:3', code: 'one();\n\ntwo();\n' }]);
  expect(replaceSnippets('a.md', page, () => 'three\n\nfour')).toBe('1. First:\n\n   three\n\n   four\n');
});

test('a whole app takes nothing as given', () => {
  expect(snippetsOf('a.md', '```ts nofixture\none();\n```\n')).toEqual([
    { place: 'a.md:1', code: 'one();\n', isWhole: true },
  ]);
});

test('a short property is spelled out, and nothing else', () => {
  expect(spelledOut(`f({ vpc, cluster, topic: 'vpc', inner: { vpc } });`)).toBe(
    `f({ vpc: vpc, cluster: cluster, topic: 'vpc', inner: { vpc: vpc } });`,
  );
});

test.each([
  ['const a = `\u0024{b}`;', ['python', 'java', 'go']],
  ['a.b[0].c();', ['java', 'go']],
  ['a.b(`c`);', []],
])('%p is not to be had in %p', (code, languages) => {
  const missing = (['python', 'java', 'go'] as const).filter((language) => wrongIn(language, { place: '', code }));
  expect(missing).toEqual(languages);
});

test('Go and Java are mended by what the interface says of each name', async () => {
  const names = new Names((await readInterfaces()).assembly.system);
  const go = `fs := cdks3files.NewS3FilesFileSystem(this, jsii.String("Files"), &S3FilesFileSystemProps{
	Access: []*string{
		jsii.String("a.b"),
	},
})
fs.addAccessPoint(jsii.String("Events"))
iam.Role_FromRoleName(this, jsii.String("Role"), fs.bucket.bucketName)`;
  expect(mendedGo(names, go, `import * as iam from 'aws-cdk-lib/aws-iam';`)).toBe(
    `fs := cdks3files.NewS3FilesFileSystem(this, jsii.String("Files"), &cdks3files.S3FilesFileSystemProps{
	Access: &[]*string{
		jsii.String("a.b"),
	},
})
fs.AddAccessPoint(jsii.String("Events"), nil)
awsiam.Role_FromRoleName(this, jsii.String("Role"), fs.Bucket().BucketName(), nil)`,
  );
  expect(() => mendedGo(names, 'accessPoint.GrantMount(role)', '')).toThrow('GrantMount leaves an enumeration out');
  expect(
    mendedJava(names, 'new CfnJobDefinition(VolumesProperty.builder().enforceSSL(true)).node.addDependency(a);'),
  ).toBe(
    'new CfnJobDefinition(CfnJobDefinition.VolumesProperty.builder().enforceSsl(true)).getNode().addDependency(a);',
  );
});

test('a search sees each block once, and names as in TypeScript', () => {
  const page = `# Title\n\n${codeMarkup({ typescript: 'addPoint();', python: 'add_point()', go: 'AddPoint()' })}`;
  expect(searchable(page)).toContain('addPoint();');
  expect(searchable(page)).not.toMatch(/add_point|AddPoint/);
  expect(
    searchable('### <span class="a">addPoint</span><span class="b ignore-header">add_point</span> {#addPoint}'),
  ).toBe('### <span class="a">addPoint</span> {#addPoint}');
});

test('anchors are those of GitHub', () => {
  expect(anchorOf('What it costs: `a month`, 4 KiB (or 1_000)')).toBe('what-it-costs-a-month-4-kib-or-1_000');
});

test('a docstring has no tags but in its code', () => {
  expect(prose('a <topic> of `<folder>` and {{x}}')).toBe('a &lt;topic> of `<folder>` and &#123;&#123;x}}');
});
