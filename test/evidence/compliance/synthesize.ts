/** Synthesizes every case into a folder of its own below the given one: `<number>/<stack>.template.json`. */
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { CASES } from './cases';

const [folder] = process.argv.slice(2);
CASES.forEach(({ prepare }, index) => {
  // The CLI sets the flag too: the template then names the construct of each resource.
  const app = new App({ outdir: join(folder, `${index}`), context: { 'aws:cdk:enable-path-metadata': true } });
  prepare(app)();
  app.synth();
});
process.stdout.write(JSON.stringify(CASES.map(({ name }) => name)));
