import type { Supervisor } from '../../../local/process/supervisor';
import type { Examples } from './examples';
import type { LanguageName } from './options';
import type { Tool } from './prerequisites';

/** The folders that an example is installed in, and that it is installed from. */
export interface Workplace {
  readonly supervisor: Supervisor;
  /** The example, copied out of the repository. */
  readonly folder: string;
  /** The packed library, one folder for each language. */
  readonly dist: string;
  /** The version of aws-cdk-lib that the library is built with, and promises to work with. */
  readonly cdkVersion: string;
}

/** A place where the library and the example are installed. */
export interface Installed extends Workplace {
  /** The environment that the example's command runs in. */
  readonly environment: NodeJS.ProcessEnv;
}

/** A language that the library is packed for, with the way to install an app in it. */
export interface Language {
  readonly name: LanguageName;
  /** A description of the part of an installation that outlives a run, for readers of its times. */
  readonly cache: string;
  /** The programs that the machine must have. */
  readonly tools: readonly Tool[];
  /** Installs and builds the example with the packed library; resolves to the environment that its command runs in. */
  install(at: Workplace): Promise<NodeJS.ProcessEnv>;
  /**
   * The command that synthesizes several apps in one process, which takes them as JSON (`Synthesis[]`). It is there for the
   * languages that have examples by task beside the demo.
   */
  readonly synthesizeApps?: readonly string[];
  /** Finds the faults of the documentation's examples, as its site shows them in this language. */
  problemsOfExamples?(examples: Examples, at: Installed): Promise<string[]>;
  /** Finds the faults of the pages that people read of the package. */
  problemsOfPages?(at: Pick<Workplace, 'supervisor' | 'dist'> & { readonly unpacked: string }): Promise<string[]>;
}
