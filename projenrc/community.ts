/**
 * The files that GitHub reads: owners of the code, forms for issues, updates of dependencies, and a container to
 * develop in.
 */
import { type awscdk, JsonFile, TextFile, YamlFile } from 'projen';

/** Packages that `.projenrc.ts` pins, since a newer one must be looked at: `npx projen upgrade` leaves them as they are. */
const PINNED = ['@platformatic/kafka', 'hyparquet', 'hyparquet-writer', 'aws-cdk'];

const WEEKLY = { interval: 'weekly' };

/** A week later a stolen package has mostly been found out. Security updates do not wait for it. */
const COOLDOWN = { 'default-days': 7 };

export function addCommunityFiles(project: awscdk.AwsCdkConstructLibrary): void {
  const owners = new TextFile(project, '.github/CODEOWNERS');
  owners.addLine(`# ${owners.marker}`);
  owners.addLine('* @cdk-s3files/maintainers');
  owners.addLine('');

  addIssueForms(project);
  addDependabot(project);
  addDevContainer(project);
}

function addIssueForms(project: awscdk.AwsCdkConstructLibrary): void {
  const text = (id: string, label: string, description: string, required = true) => ({
    type: 'textarea',
    id,
    attributes: { label, description },
    validations: { required },
  });

  new YamlFile(project, '.github/ISSUE_TEMPLATE/bug.yml', {
    obj: {
      name: 'Something does not work',
      description: 'A construct, a handler or a page does something else than it says',
      labels: ['bug'],
      body: [
        {
          type: 'markdown',
          attributes: {
            value:
              'Is it about security? Then [report it in private](https://github.com/cdk-s3files/cdk-s3files/security/advisories/new). ' +
              'Leave out bootstrap servers, account numbers, keys and values of records.',
          },
        },
        text('expected', 'What did you expect, and what happened?', 'With the whole text of an error.'),
        text('reproduction', 'How can it be seen?', 'The smallest app, event or payload that shows it.'),
        {
          type: 'dropdown',
          id: 'language',
          attributes: { label: 'Language of the app', options: ['TypeScript', 'Python', 'Java', 'Go', '.NET'] },
          validations: { required: true },
        },
        text(
          'versions',
          'Versions',
          'Of cdk-s3files, aws-cdk-lib and Node.js; where a function is concerned, its runtime and Region; where Kafka is, what runs it.',
        ),
        text('logs', 'Logs and metrics', "The function's log lines around it; which alarms were raised.", false),
      ],
    },
  });

  new YamlFile(project, '.github/ISSUE_TEMPLATE/feature.yml', {
    obj: {
      name: 'Something is missing',
      description: 'A property, a layout, a format, a page',
      labels: ['enhancement'],
      body: [
        text('task', 'What do you want to do?', 'The task, before any solution: which data, how much, who reads it.'),
        text('today', 'How do you do it today?', 'And what it costs you.', false),
        text('proposal', 'How could it look?', 'A few lines of an app, or an outline of files.', false),
      ],
    },
  });

  new YamlFile(project, '.github/ISSUE_TEMPLATE/config.yml', {
    obj: {
      blank_issues_enabled: false,
      contact_links: [
        {
          name: 'Question',
          url: 'https://github.com/cdk-s3files/cdk-s3files/discussions',
          about: 'How to do something, and whether this library is for it',
        },
        {
          name: 'Vulnerability',
          url: 'https://github.com/cdk-s3files/cdk-s3files/security/advisories/new',
          about: 'In private, please: SECURITY.md says what happens then',
        },
      ],
    },
  });
}

function addDependabot(project: awscdk.AwsCdkConstructLibrary): void {
  new YamlFile(project, '.github/dependabot.yml', {
    obj: {
      version: 2,
      updates: [
        {
          // One pull request for both, so that the workflows are what .projenrc.ts makes of the list.
          'package-ecosystem': 'github-actions',
          directories: ['/', '/.github/actions/pins'],
          schedule: WEEKLY,
          cooldown: COOLDOWN,
          groups: { actions: { patterns: ['*'] } },
        },
        {
          // A notice more than a change: the version is carried over to .projenrc.ts by hand.
          'package-ecosystem': 'npm',
          directory: '/',
          schedule: WEEKLY,
          cooldown: COOLDOWN,
          allow: PINNED.map((name) => ({ 'dependency-name': name })),
        },
        { 'package-ecosystem': 'gomod', directory: '/local/slow-mount/slowfs', schedule: WEEKLY, cooldown: COOLDOWN },
      ],
    },
  });
}

/** A container with all that the tests need. */
function addDevContainer(project: awscdk.AwsCdkConstructLibrary): void {
  const dockerfile = new TextFile(project, '.devcontainer/Dockerfile');
  for (const line of [
    `# ${dockerfile.marker}`,
    'FROM golang:1.25-bookworm AS go',
    '',
    'FROM node:24-bookworm',
    'COPY --from=go /usr/local/go /usr/local/go',
    'ENV PATH="$PATH:/usr/local/go/bin"',
    'RUN apt-get update && apt-get install -y --no-install-recommends \\',
    '  fuse3 jq maven openjdk-17-jdk-headless openssl procps python3 python3-pip python3-venv \\',
    '  && rm -rf /var/lib/apt/lists/*',
    '',
  ]) {
    dockerfile.addLine(line);
  }
  new JsonFile(project, '.devcontainer/devcontainer.json', {
    marker: false,
    obj: {
      name: project.name,
      build: { dockerfile: 'Dockerfile' },
      remoteUser: 'node',
      postCreateCommand: 'npm ci',
      customizations: { vscode: { extensions: ['biomejs.biome'] } },
    },
  });
}
