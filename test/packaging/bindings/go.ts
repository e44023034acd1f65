import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../local/process/command';
import { problemsOfGo } from './go-examples';
import type { Language, Workplace } from './language';

const MODULE = 'github.com/cdk-s3files/cdk-s3files-go/cdks3files';

export const go: Language = {
  name: 'go',
  cache: "Go's module and build caches",

  tools: [
    {
      command: 'go',
      args: ['version'],
      version: /go(\d[\d.]*)/,
      oldest: '1.25',
      howToInstall: 'install Go 1.25 or newer (https://go.dev/dl; macOS: brew install go)',
    },
  ],

  async install({ supervisor, folder, dist }: Workplace) {
    const library = join(dist, 'go', 'cdks3files');
    if (!existsSync(join(library, 'go.mod'))) {
      throw new Error(`${library} is no Go module: make it with \`npx projen package:go\``);
    }
    await runCommand(supervisor, 'go', ['mod', 'edit', `-replace=${MODULE}=${library}`], {
      failure: 'could not point the example to the packed library',
      cwd: folder,
    });
    // go.mod and go.sum are taken as they were committed: one that no longer fits the library fails here.
    await runCommand(supervisor, 'go', ['build', './...'], {
      failure: 'could not build the example (if modules have changed: `go mod tidy` there, with the same replacement)',
      cwd: folder,
    });
    return process.env;
  },

  problemsOfExamples: problemsOfGo,
};
