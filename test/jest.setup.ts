// aws-cdk-lib validates every synthesized template with a WebAssembly engine that takes seconds to load in each test
// file. Apps that are synthesized outside of jest, the demo's among them, go through it.
process.env.CDK_VALIDATION = 'false';
process.env.JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION = '20';
// The unit tests run under `--import tsx`, which by now is at work here; the processes that tests start are to be as
// users start them.
delete process.env.NODE_OPTIONS;
