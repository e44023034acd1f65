import { delimiter, join } from 'node:path';
import { runCommand } from '../../../local/process/command';
import { npmInstall } from '../../../local/process/npm-install';
import { REPOSITORY } from '../../../local/process/places';
import { onlyFile } from './files';
import type { Language, Workplace } from './language';
import { problemsOfTarball } from './packed-pages';

/** npm is there: it started this program. */
export const typescript: Language = {
  name: 'typescript',
  cache: "npm's cache",
  tools: [],
  synthesizeApps: ['tsx', join(REPOSITORY, 'test', 'packaging', 'examples', 'synthesize-apps.ts')],

  async install({ supervisor, folder, dist, cdkVersion }: Workplace) {
    const env = {
      ...process.env,
      PATH: [join(folder, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
    };
    const tarball = onlyFile(join(dist, 'js'), '.tgz', 'package:js');
    await npmInstall(supervisor, folder, [tarball, `aws-cdk-lib@${cdkVersion}`], {
      failure: 'could not install the example',
      env,
    });
    await runCommand(supervisor, 'tsc', ['--noEmit', '-p', '.'], {
      failure: 'the example has type errors',
      cwd: folder,
      env,
    });
    return env;
  },

  problemsOfPages: async ({ unpacked }) => problemsOfTarball(unpacked),
};
