// Installs the engine, or says in the standard error why it cannot be installed.
import { Supervisor } from '../../../local/process/supervisor';
import { installEngine } from './start-engine';

const supervisor = new Supervisor().guardThisProcess();
installEngine(supervisor).then(
  () => process.exit(0),
  (error: Error) => process.stderr.write(`${error.message}\n`, () => process.exit(1)),
);
