import { bringBundlesUpToDate } from '../local/lambda/bundles';
import { Supervisor } from '../local/process/supervisor';

/** Tests need the handlers' bundles, which a fresh clone does not have and a change of the handlers makes stale. */
async function main(): Promise<void> {
  const state = await bringBundlesUpToDate(new Supervisor().guardThisProcess());
  if (state === 'built') console.log("built the handlers' bundles");
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
