import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from '../../../local/process/command';
import { onlyFile } from './files';
import type { Language, Workplace } from './language';
import { problemsOfWheel } from './packed-pages';

const HOW_TO_INSTALL =
  'install Python 3.10 or newer with venv (Debian and Ubuntu: apt-get install python3-venv; macOS: brew install python)';

export const python: Language = {
  name: 'python',
  cache: "pip's cache",

  tools: [
    {
      command: 'python3',
      args: ['--version'],
      version: /Python (\d[\d.]*)/,
      oldest: '3.10',
      howToInstall: HOW_TO_INSTALL,
    },
    // Debian's python3 has venv, but not what it needs to put pip in.
    { command: 'python3', args: ['-c', 'import ensurepip, venv'], howToInstall: HOW_TO_INSTALL },
  ],

  synthesizeApps: ['python3', join(__dirname, 'synthesize_apps.py')],

  async install({ supervisor, folder, dist, cdkVersion }: Workplace) {
    const venv = join(folder, '.venv');
    const env = {
      ...process.env,
      VIRTUAL_ENV: venv,
      PATH: [join(venv, 'bin'), process.env.PATH].join(delimiter),
    };
    const wheel = onlyFile(join(dist, 'python'), '.whl', 'package:python');
    await runCommand(supervisor, 'python3', ['-m', 'venv', venv], {
      failure: 'could not make a virtual environment',
      cwd: folder,
    });
    // What is packed here has no version yet, and the example asks for a published one.
    const requirements = join(folder, 'requirements.txt');
    writeFileSync(requirements, readFileSync(requirements, 'utf8').replace(/^cdk-s3files==.*$/m, wheel));
    await runCommand(
      supervisor,
      'pip',
      [
        'install',
        '--quiet',
        '--disable-pip-version-check',
        '--no-compile', // 20 s for modules of aws-cdk-lib that are never imported
        '-r',
        'requirements.txt',
        `aws-cdk-lib==${cdkVersion}`,
      ],
      { failure: 'could not install the example', cwd: folder, env },
    );
    return env;
  },

  problemsOfPages: ({ supervisor, dist }) => problemsOfWheel(supervisor, dist),
};
